/**
 * Starts the worker that owns TensorFlow.js.
 *
 * @throws Error for people where this page can't have one, with what to do.
 */
export function spawnWorker(): Worker {
  if (globalThis.origin === 'null') {
    throw new Error(
      location.protocol === 'file:'
        ? 'A page opened from a folder can’t start the engine: Whittle has to come from a web ' +
            'server. Run npm start in its folder, or put its dist folder on any web host.'
        : 'The frame around this page keeps the engine from starting. Open Whittle in a tab of ' +
            'its own, or add allow-same-origin to the frame’s sandbox.',
    );
  }
  if (!hasModuleWorkers()) {
    throw new Error(
      'This browser is too old for the engine. Whittle works in Chrome and Edge from version 114, ' +
        'Firefox from 115 and Safari from 17.',
    );
  }
  return new Worker(new URL('../engine/worker.ts', import.meta.url), { type: 'module' });
}

/** Whether workers may be modules. An address that is none is refused after the options are read. */
function hasModuleWorkers(): boolean {
  let asked = false;
  try {
    new Worker('http://[', {
      get type() {
        asked = true;
        return 'module' as const;
      },
    });
  } catch {
    // As it should.
  }
  return asked;
}
