/** tfjs as the models are trained with it in Node. */

import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { registerGradientKernels } from '../src/run/gradients/wasm';

/** Starts single-threaded WASM, with the gradient kernels. */
export async function startWasm(): Promise<void> {
  const require = createRequire(import.meta.url);
  setWasmPaths(join(dirname(require.resolve('@tensorflow/tfjs-backend-wasm')), '/'));
  // Sums in several threads would come out in another order each time.
  tf.env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  if (!(await tf.setBackend('wasm'))) throw new Error('The WASM backend did not start');
  await tf.ready();
  registerGradientKernels();
}
