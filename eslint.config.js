import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';

/** Which parts of src each part may import from, itself aside: the arrows of the architecture. */
const MAY_IMPORT = {
  core: [],
  tasks: ['core'],
  graph: ['core'],
  formats: ['core', 'graph'],
  run: ['core', 'graph'],
  wire: ['core', 'tasks'],
  shelf: ['core', 'graph', 'formats'],
  engine: ['core', 'tasks', 'graph', 'formats', 'run', 'wire', 'shelf'],
  lab: ['core', 'tasks', 'wire', 'shelf'],
  charts: ['core', 'parts'],
  parts: ['core'],
  recall: ['core', 'charts', 'parts'],
  app: ['core', 'tasks', 'wire', 'shelf', 'lab', 'charts', 'parts', 'recall'],
};
const PARTS = Object.keys(MAY_IMPORT);

/** The worker's side: only what is here loads tfjs, and the page can't reach it, so that it paints without. */
const WITH_TFJS = ['run', 'engine'];

const layers = Object.entries(MAY_IMPORT).map(([part, allowed]) => {
  const forbidden = PARTS.filter((other) => other !== part && !allowed.includes(other));
  const patterns = [
    {
      regex: `^(\\.\\./)+(${forbidden.join('|')})(/|$)`,
      message: `src/${part} may import only from: ${[part, ...allowed].join(', ')}.`,
    },
    {
      regex:
        part === 'shelf'
          ? '^(\\.\\./)+models/.*\\.ts$|^(\\.\\./)+models/[^.]*$'
          : '^(\\.\\./)+models/',
      message: 'The scripts in models import src; only src/shelf reads the files that they write.',
    },
  ];
  if (!WITH_TFJS.includes(part)) {
    patterns.push({
      regex: '^@tensorflow/',
      message: `Only ${WITH_TFJS.join(' and ')} may import tfjs.`,
    });
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
