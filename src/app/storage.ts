/** What the device keeps under a key, or undefined where nothing is or nothing can be read. */
export function readItem(key: string): string | undefined {
  try {
    return localStorage.getItem(key) ?? undefined;
  } catch {
    // A private window or a sandbox may forbid it.
    return undefined;
  }
}

/** Keeps a value on the device where the browser allows it. */
export function writeItem(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // A full or forbidden storage loses a preference, nothing more.
  }
}
