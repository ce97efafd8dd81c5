import { setBackend } from '@tensorflow/tfjs-core';
import { registerGradientKernels } from '../gradients/wasm';
import type { Place } from '../../core/place';

/** Where the page starts WebAssembly, it says whether it did. */
export type StartWasm = () => Promise<boolean>;

/**
 * The backend that trains fastest here, of those that evaluate exactly. Without a GPU it is the one
 * that evaluates; with one, both are tried, since launches cost a GPU more than the arithmetic of a
 * small network.
 *
 * @param timeStep milliseconds a training step takes on the current backend.
 */
export async function trainingBackend(
  { inference }: Place,
  startWasm: StartWasm,
  timeStep: () => Promise<number>,
): Promise<Place['inference']> {
  if (inference === 'wasm') registerGradientKernels();
  if (inference !== 'webgl' || !(await startWasm())) return inference;
  registerGradientKernels();
  try {
    await setBackend('wasm');
    const wasm = await timeStep();
    await setBackend('webgl');
    const webgl = await timeStep();
    return wasm <= webgl ? 'wasm' : 'webgl';
  } finally {
    await setBackend(inference);
  }
}
