import { build, preview } from 'vite';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the built page is served. */
    page: string;
    /** The folder that it was built into. */
    dist: string;
  }
}

/** A path of its own, so that an absolute URL in the build would show. */
const BASE = '/some/where/';
const OUT = 'node_modules/.cache/whittle-page';

/** Builds the page and serves it for the page tests. */
export default async function serve(project: TestProject) {
  const { page, close } = await servePage();
  project.provide('page', page);
  project.provide('dist', OUT);
  return close;
}

/** Builds the page, and says where it is served until `close`. */
export async function servePage(out = OUT): Promise<{ page: string; close: () => Promise<void> }> {
  // Vitest runs in mode test; the page under test is the one that people get.
  process.env['NODE_ENV'] = 'production';
  await build({ build: { outDir: out }, logLevel: 'warn', mode: 'production' });
  const server = await preview({
    base: BASE,
    build: { outDir: out },
    preview: { port: 0 },
    logLevel: 'warn',
  });
  const { port } = server.httpServer.address() as { port: number };
  return { page: `http://localhost:${port}${BASE}`, close: () => server.close() };
}
