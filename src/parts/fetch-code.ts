/** The first pause before code is fetched again, and the longest, in milliseconds. */
const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 60_000;

/** Files that were there when they were asked for, or are being asked for. */
const asked = new Map<string, Promise<void>>();

/** Code that is being fetched. */
export interface Fetching {
  /** Tries again at once, unless a try is under way. */
  retry(): void;
  /** Ends the tries. */
  stop(): void;
}

/**
 * Fetches code, and where that fails again: when the network is back, and after pauses that double.
 *
 * @param load imports one module: `() => import('./chart')`.
 * @param onload hears the module, once.
 * @param onfail called after every try that failed.
 */
export function fetchCode<Module>(
  load: () => Promise<Module>,
  onload: (module: Module) => void,
  onfail: () => void,
): Fetching {
  let pause = FIRST_PAUSE;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let trying = false;
  let stopped = false;
  const stop = () => {
    stopped = true;
    clearTimeout(timer);
    removeEventListener('online', retry);
  };
  const retry = () => {
    if (trying || stopped) return;
    clearTimeout(timer);
    trying = true;
    void importCode(load)
      .then(
        (module) => {
          if (stopped) return;
          stop();
          onload(module);
        },
        () => {
          if (stopped) return;
          timer = setTimeout(retry, pause);
          pause = Math.min(2 * pause, LONGEST_PAUSE);
          onfail();
        },
      )
      .finally(() => (trying = false));
  };
  addEventListener('online', retry);
  retry();
  return { retry, stop };
}

/**
 * Imports a module once its file is known to be there: a browser may remember for as long as the page
 * stands that a module could not be fetched, but of a file that is only fetched it remembers nothing.
 * Rejects where the file or one that it imports can't be had.
 */
export async function importCode<Module>(load: () => Promise<Module>): Promise<Module> {
  // The bundler gives the file its name where the module is imported, and nowhere else.
  const name = /import\(\s*[`'"]([^`'"]+)/.exec(String(load))?.[1];
  if (name !== undefined) await find(name);
  return load();
}

/** Asks for a file, once for all who need it; where it can't be had, the next who needs it asks again. */
function find(name: string): Promise<void> {
  let found = asked.get(name);
  if (!found) {
    found = ask(name);
    asked.set(name, found);
    found.catch(() => asked.delete(name));
  }
  return found;
}

async function ask(name: string): Promise<void> {
  const { ok, status } = await fetch(new URL(name, import.meta.url));
  if (!ok) throw new Error(`The server answers ${status} for ${name}.`);
}
