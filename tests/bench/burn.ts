import { Worker } from 'node:worker_threads';

/** Longest that a core is kept busy, and left alone, in milliseconds. */
const SPELL = 1500;

/** Runs in a thread of its own: busy and idle by turns, each for as long as chance will have it. */
const BURNER = `
  const rest = () => setTimeout(burn, ${SPELL} * Math.random());
  function burn() {
    const end = performance.now() + ${SPELL} * Math.random();
    while (performance.now() < end);
    rest();
  }
  rest();
`;

/** Keeps 0 to `cores` cores busy, more and fewer by chance, until the function returned is called. */
export function burn(cores = 2): () => Promise<void> {
  const workers = Array.from({ length: cores }, () => new Worker(BURNER, { eval: true }));
  return async () => {
    await Promise.all(workers.map((worker) => worker.terminate()));
  };
}

/** The count that a script was called with: its first argument, a whole number above 0. */
export function countArgument(usual: number): number {
  const [, , text = String(usual)] = process.argv;
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(`The count must be a whole number above 0, got ${text}.`);
  }
  return count;
}
