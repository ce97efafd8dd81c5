/** Milliseconds one call takes, on average over the repeats. */
export function time(work: () => void, repeats = 1): number {
  const start = performance.now();
  for (let i = 0; i < repeats; i++) work();
  return (performance.now() - start) / repeats;
}
