/// <reference types="vitest/config" />
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type Plugin } from 'vite';
import { BROWSER_ARGS, findBrowser } from './.ci/browser.mjs';
import { licences } from './.ci/licences.mjs';

/**
 * Nothing but our own files: no inline script or style, no other host. Only in the build, since the
 * dev server's hot reload needs more. WebAssembly needs its own word. Frames are for the host to forbid.
 */
const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY },
      injectTo: 'head-prepend',
    },
  ],
};

/**
 * Leaves in a worker's entry nothing but an import of the file that holds its code. WebKit runs an entry
 * a second time, as another module, where a chunk fetched later imports it; and the bundler has chunks
 * import from the entry what they share with it.
 */
const workerEntryAlone: Plugin = {
  name: 'worker-entry-alone',
  generateBundle(_options, bundle) {
    const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
    for (const entry of chunks.filter(({ isEntry }) => isEntry)) {
      const name = basename(entry.fileName);
      for (const chunk of chunks) chunk.code = chunk.code.replaceAll(name, `engine-${name}`);
      this.emitFile({
        type: 'asset',
        fileName: entry.fileName.replace(name, `engine-${name}`),
        source: entry.code,
      });
      entry.code = `import './engine-${name}';\n`;
    }
  },
};

/** What the build takes of some packages, by the file of theirs in whose place it is put. */
const SLIM: Readonly<Record<string, string>> = {
  '@tensorflow/tfjs-core/dist/index.js': 'tfjs-core',
  '@tensorflow/tfjs-core/dist/io/io.js': 'io',
  '@tensorflow/tfjs-layers/dist/index.js': 'tfjs-layers',
  '@tensorflow/tfjs-layers/dist/engine/training.js': 'layers-model',
  '@tensorflow/tfjs-backend-webgl/dist/kernel_utils/shared.js': 'webgl-on-cpu',
  'long/src/long.js': 'long',
  'seedrandom/index.js': 'seedrandom',
};

/** In the tests the whole packages are used, which build and train networks in other ways too. */
const slim: Plugin = {
  name: 'slim',
  apply: 'build',
  enforce: 'pre',
  async resolveId(source, importer, options) {
    const found = await this.resolve(source, importer, { ...options, skipSelf: true });
    const standIn = SLIM[found?.id.split('/node_modules/')[1] ?? ''];
    return standIn
      ? fileURLToPath(new URL(`src/run/tfjs/slim/${standIn}.ts`, import.meta.url))
      : found;
  },
};

/** Has each dynamic import fetch its files first, so that one that failed can be tried again. */
const importPreloaded: Plugin = {
  name: 'import-preloaded',
  apply: 'build',
  enforce: 'pre',
  load: {
    filter: { id: /^\0vite\/preload-helper\.js$/ },
    handler: () =>
      `export { preload as __vitePreload } from ${JSON.stringify(fileURLToPath(new URL('src/parts/preload.ts', import.meta.url)))};`,
  },
};

const kept = licences();

const TFJS = ['core', 'layers', 'backend-cpu', 'backend-webgl', 'backend-wasm'].map(
  (part) => `@tensorflow/tfjs-${part}`,
);

/** What is needed first, of the page or the worker: requests cost more than bytes on a bad network. */
const FIRST = { name: 'first', tags: ['$initial' as const] };
/** WebAssembly's backend with all it needs, some of it shared with the last resort, which is fetched after it. */
const WASM = { name: 'wasm', test: /tfjs-backend-wasm|\/tfjs\/wasm\.ts/ };
/** For the same reason the little that parts fetched later have in common is one file, not one for each few. */
const SHARED = {
  name: 'shared',
  minShareCount: 2,
  test: /\/src\/(app|charts|core|parts|recall\/proof\/context)\b/,
};

/** Tests of what changes tfjs-core itself: the backend, the kernels it knows. */
const CHANGES_TFJS = 'tests/{engine,formats,graph,models,run}/**/*.test.ts';
const IN_BROWSER = 'tests/**/*.{browser,page}.test.ts';
/** A run of its own: see its configuration. */
const IN_BROWSERS = 'tests/browsers/**';

const NODE = {
  environment: 'node',
  // One is left free else, of two; nothing else runs meanwhile.
  maxWorkers: '100%',
  testTimeout: 120_000,
  hookTimeout: 120_000,
};

export default defineConfig({
  // Relative, so that the built site works under any path.
  base: './',
  plugins: [slim, importPreloaded, svelte(), contentSecurityPolicy, kept.collect, kept.write],
  worker: {
    format: 'es',
    plugins: () => [slim, workerEntryAlone, kept.collect],
    rolldownOptions: { output: { codeSplitting: { groups: [FIRST, WASM] } } },
  },
  build: {
    target: 'es2022',
    modulePreload: {
      polyfill: false,
      resolveDependencies: (file, imports, { hostId, hostType }) =>
        hostType === 'js' ? [...new Set([file, ...imports])].filter((each) => each !== hostId) : [],
    },
    assetsInlineLimit: 0,
    // One small file rather than one a chunk, for the same reason.
    cssCodeSplit: false,
    rolldownOptions: {
      output: {
        codeSplitting: { groups: [FIRST, SHARED] },
      },
    },
  },
  optimizeDeps: {
    include: [
      ...TFJS,
      ...['base', 'canvas_util', 'webgl_util', 'kernels/*'].map(
        (part) => `@tensorflow/tfjs-backend-webgl/dist/${part}`,
      ),
      '@tensorflow/tfjs-core/dist/gradients/*',
      'chart.js',
      'ts-fsrs',
      'fast-check',
      'axe-core',
      '@noble/hashes/sha2.js',
      '@noble/hashes/utils.js',
    ],
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          ...NODE,
          name: 'tfjs',
          include: [CHANGES_TFJS],
          exclude: [IN_BROWSER],
        },
      },
      {
        extends: true,
        test: {
          ...NODE,
          name: 'node',
          include: ['tests/**/*.test.ts'],
          exclude: [IN_BROWSER, CHANGES_TFJS, IN_BROWSERS],
          // These share what their process has loaded: loading takes longer than most of them.
          isolate: false,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: 'browser',
          include: ['tests/**/*.{browser,both}.test.ts'],
          testTimeout: 120_000,
          fileParallelism: false,
          browser: {
            enabled: true,
            headless: true,
            screenshotFailures: false,
            provider: playwright({
              launchOptions: { executablePath: findBrowser(), args: BROWSER_ARGS },
            }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        extends: true,
        test: {
          name: 'page',
          environment: 'node',
          include: ['tests/**/*.page.test.ts'],
          globalSetup: 'tests/app/serve.ts',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // A page under test often waits, for a timing or a pause: another is tested meanwhile.
          maxWorkers: 2,
        },
      },
    ],
  },
});
