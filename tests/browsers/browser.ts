/** A browser with one tab, as the smoke run drives it. Every method rejects where the browser hangs. */
export interface Browser {
  /** What the browser calls itself, with its version. */
  readonly version: string;
  /** Loads an address and waits for the page's load event. */
  open(url: string): Promise<void>;
  /** Loads the address that is shown again. */
  reload(): Promise<void>;
  /**
   * Calls a function in the page with the arguments, and returns what it returns: JSON both ways. The
   * function is sent as text, so it can use nothing but its arguments and what the page has.
   */
  evaluate<Arguments extends readonly unknown[], Result>(
    work: (...args: Arguments) => Result,
    ...args: Arguments
  ): Promise<Result>;
  /** Ends the browser and all its processes. */
  close(): Promise<void>;
}

/** How long a browser may take to start, to load the page or to answer, in milliseconds. */
export const PATIENCE = 120_000;
