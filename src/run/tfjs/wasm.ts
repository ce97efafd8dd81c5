import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import simd from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm-simd.wasm?url';
import plain from '@tensorflow/tfjs-backend-wasm/dist/tfjs-backend-wasm.wasm?url';
import { env, setBackend } from '@tensorflow/tfjs-core';

/**
 * Starts the WebAssembly backend and makes it the current one; false where it doesn't start.
 *
 * @throws where its file can't be had, which says nothing of the browser.
 */
export async function startWasm(): Promise<boolean> {
  // The threaded build makes its worker from a function's text, which minifying breaks.
  env().set('WASM_HAS_MULTITHREAD_SUPPORT', false);
  setWasmPaths({
    'tfjs-backend-wasm.wasm': plain,
    'tfjs-backend-wasm-simd.wasm': simd,
    'tfjs-backend-wasm-threaded-simd.wasm': simd,
  });
  if (await setBackend('wasm')) return true;
  if (typeof WebAssembly === 'object') await Promise.all([simd, plain].map(find));
  return false;
}

/** Asks whether a file can be had. */
async function find(file: string): Promise<void> {
  const { ok, status } = await fetch(file, { method: 'HEAD' });
  if (!ok) throw new Error(`The server answers ${status} for ${file}.`);
}
