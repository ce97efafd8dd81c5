import { readdirSync, readFileSync } from 'node:fs';
import { expect, inject, test } from 'vitest';

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

test('no script of the worker imports its entry back, which WebKit would run a second time', () => {
  const scripts = builtScripts();
  const entries = [...scripts.values()].flatMap(
    (text) => /new Worker\([^"'`]*["'`](?:[^"'`]*\/)?([^"'`/]+\.js)/.exec(text)?.[1] ?? [],
  );
  expect(entries).toHaveLength(1);
  const imported = [...importedFrom(entries[0]!, scripts)];
  // WebAssembly and plain JavaScript are fetched later, where they are needed.
  expect(imported.filter((name) => /^(wasm|cpu)-/.test(name))).toHaveLength(2);
  expect(imported).not.toContain(entries[0]);
});
