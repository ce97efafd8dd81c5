/** What the import graph as a whole must not have, types included; eslint.config.js has the arrows. */
export default {
  forbidden: [
    {
      name: 'no-circle',
      comment: 'No file may import itself through others, not even for a type.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-tfjs-on-the-page',
      comment: 'The page paints without TensorFlow.js: only the worker may load it.',
      severity: 'error',
      from: { path: '^src/app/main\\.ts$' },
      to: { path: '@tensorflow/', reachable: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { extensions: ['.ts', '.svelte', '.js', '.mjs', '.json'] },
  },
};
