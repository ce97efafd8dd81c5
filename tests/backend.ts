import '@tensorflow/tfjs-backend-cpu';
import { ready, setBackend } from '@tensorflow/tfjs-core';

const inBrowser = typeof document !== 'undefined';
if (inBrowser) await import('@tensorflow/tfjs-backend-webgl');

/** The backends that the same numerical tests run on: WebGL only where there is a browser. */
export const BACKENDS: readonly string[] = inBrowser ? ['webgl', 'cpu'] : ['cpu'];

/** Makes a backend the current one; throws where it can't start. */
export async function use(name: string): Promise<void> {
  if (!(await setBackend(name))) throw new Error(`The backend ${name} did not start.`);
  await ready();
}
