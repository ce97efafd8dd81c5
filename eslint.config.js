import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/** Which parts of src each part may import from, itself aside: the arrows of the architecture. */
const MAY_IMPORT = {
  core: [],
  tasks: ['core'],
  model: ['core'],
  engine: ['core', 'tasks', 'model'],
  lab: ['core', 'tasks', 'engine'],
  charts: ['core'],
  recall: ['core', 'charts'],
  app: ['core', 'tasks', 'model', 'engine', 'lab', 'charts', 'recall'],
};
const PARTS = Object.keys(MAY_IMPORT);

const layers = Object.entries(MAY_IMPORT).map(([part, allowed]) => {
  const forbidden = PARTS.filter((other) => other !== part && !allowed.includes(other));
  const patterns = [];
  if (forbidden.length > 0) {
    patterns.push({
      regex: `^(\\.\\./)+(${forbidden.join('|')})(/|$)`,
      message: `src/${part} may import only from: ${[part, ...allowed].join(', ')}.`,
    });
  }
  // Only the worker's side loads tfjs, so that the page paints without it.
  if (!['core', 'model', 'engine'].includes(part)) {
    patterns.push({ group: ['@tensorflow/*'], message: 'Only the worker’s side imports tfjs.' });
  }
  return {
    files: [`src/${part}/**/*.{ts,svelte}`],
    rules: { 'no-restricted-imports': ['error', { patterns }] },
  };
});

/** Functions whose last bit may differ between browsers: digits must be byte-equal everywhere. */
const INEXACT = [
  'sin',
  'cos',
  'tan',
  'exp',
  'log',
  'pow',
  'hypot',
  'atan2',
  'tanh',
  'cbrt',
  'random',
];

export default ts.config(
  { ignores: ['dist', 'node_modules', '.cache'] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs['flat/recommended'],
  { languageOptions: { globals: { ...globals.browser, ...globals.node } } },
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    rules: {
      'no-undef': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/consistent-type-imports': 'error',
    },
  },
  ...layers,
  {
    files: ['src/tasks/digits/**/*.ts', 'src/core/random.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        ...INEXACT.map((property) => ({
          object: 'Math',
          property,
          message: 'Its last bit may differ between browsers.',
        })),
      ],
      'no-restricted-syntax': [
        'error',
        { selector: "BinaryExpression[operator='**']", message: 'Its last bit may differ.' },
      ],
    },
  },
);
