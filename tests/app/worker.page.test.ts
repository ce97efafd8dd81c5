import { readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { expect, inject, test } from 'vitest';
import { judged, open, useBrowser } from './page';

const KB = 1000;

const used = useBrowser();

/** The built scripts by name, each with its text. */
function builtScripts(): Map<string, string> {
  const folder = `${inject('dist')}/assets`;
  const names = readdirSync(folder).filter((name) => name.endsWith('.js'));
  return new Map(names.map((name) => [name, readFileSync(`${folder}/${name}`, 'utf8')]));
}

/** The scripts that one imports, at once or later, those that they import, and so on. */
function importedFrom(start: string, scripts: ReadonlyMap<string, string>): Set<string> {
  const found = new Set<string>();
  const follow = (name: string) => {
    for (const [, next] of scripts.get(name)!.matchAll(/["'`]\.\/([^"'`/]+\.js)["'`]/g)) {
      if (found.has(next!)) continue;
      found.add(next!);
      follow(next!);
    }
  };
  follow(start);
  return found;
}

/** The name of the one script that is started as a worker. */
function entryOf(scripts: ReadonlyMap<string, string>): string {
  const entries = [...scripts.values()].flatMap(
    (text) => /new Worker\([^"'`]*["'`](?:[^"'`]*\/)?([^"'`/]+\.js)/.exec(text)?.[1] ?? [],
  );
  expect(entries).toHaveLength(1);
  return entries[0]!;
}

test('no script of the worker imports its entry back, which WebKit would run a second time', () => {
  const scripts = builtScripts();
  const entry = entryOf(scripts);
  const imported = [...importedFrom(entry, scripts)];
  // WebAssembly and plain JavaScript are fetched later, where they are needed.
  expect(imported.filter((name) => /^(wasm|cpu)-/.test(name))).toHaveLength(2);
  expect(imported).not.toContain(entry);
});

test('the worker needs at most 190 KB of script for its first report, its backends of the processor apart', async () => {
  const scripts = builtScripts();
  const entry = entryOf(scripts);
  const { page, requests } = await open(used.browser);
  await judged(page);
  await page.context().close();
  const fetched = new Set(requests.map((url) => url.split('/').at(-1)!));
  const needed = [entry, ...importedFrom(entry, scripts)].filter(
    (name) => fetched.has(name) && !/^(wasm|cpu)-/.test(name),
  );
  expect(needed.length).toBeGreaterThan(1);
  const bytes = needed.map((name) => gzipSync(scripts.get(name)!).length);
  expect(bytes.reduce((total, some) => total + some, 0)).toBeLessThanOrEqual(190 * KB);
});
