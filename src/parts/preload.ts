/** Files that were there when they were asked for, or are being asked for, by address. */
const files = new Map<string, Promise<void>>();

/**
 * What the bundler calls in place of every `import()`: imports a module once all its files are known to
 * be there. A browser may remember for as long as the page stands that a module could not be fetched,
 * but of a file that is only fetched it remembers nothing, so that the next import asks for it again.
 * The import itself takes what is there already from the browser's cache.
 *
 * @param load imports the module.
 * @param names the module's file and those that it imports, relative to the importing file.
 * @param importer the importing file's address.
 * @throws where one of the files can't be had, or the module itself throws.
 */
export async function preload<Module>(
  load: () => Promise<Module>,
  names: readonly string[],
  importer: string,
): Promise<Module> {
  await Promise.all(names.map((name) => find(new URL(name, importer).href)));
  return load();
}

/** Asks for a file, once for all who need it; where it can't be had, the next who needs it asks again. */
function find(url: string): Promise<void> {
  let file = files.get(url);
  if (!file) {
    file = ask(url);
    files.set(url, file);
    file.catch(() => files.delete(url));
  }
  return file;
}

async function ask(url: string): Promise<void> {
  const { ok, status } = await fetch(url);
  if (!ok) throw new Error(`The server answers ${status} for ${url}.`);
}
