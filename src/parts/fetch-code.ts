/** The first pause before code is fetched again, and the longest, in milliseconds. */
const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 60_000;

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
    void load()
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
