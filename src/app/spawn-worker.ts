/** Starts the worker that owns TensorFlow.js. */
export function spawnWorker(): Worker {
  return new Worker(new URL('../engine/worker.ts', import.meta.url), { type: 'module' });
}
