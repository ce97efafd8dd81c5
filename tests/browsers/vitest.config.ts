import { defineConfig } from 'vitest/config';

/** The smoke run of the built page in Firefox, WebKit and Chromium: `npm run test:browsers`. */
export default defineConfig({
  test: {
    name: 'browsers',
    include: ['tests/browsers/*.test.ts'],
    globalSetup: 'tests/app/serve.ts',
    // More than one wait of a step, which tells what the page shows instead.
    testTimeout: 400_000,
    hookTimeout: 150_000,
  },
});
