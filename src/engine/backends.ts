import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import '@tensorflow/tfjs-backend-webgl';
import { backend, env, setBackend } from '@tensorflow/tfjs-core';
import { choosePlace, type Place } from './place';

/** Starts the backends that this browser offers and says where the work will run. */
export async function startBackends(onContextLost: () => void): Promise<Place> {
  const webgl = await startWebGL(onContextLost);
  const place = choosePlace({ ...webgl, wasm: true });
  if (place.inference === 'webgl') return place;
  return choosePlace({ ...webgl, wasm: await startProcessor() });
}

async function startWebGL(onContextLost: () => void) {
  // setBackend('webgl') resolves even where there is no WebGL, so ask first.
  if (!env().getBool('HAS_WEBGL') || !(await setBackend('webgl'))) return { float32: false };
  const { gl } = (backend() as MathBackendWebGL).gpgpu;
  // A lost context makes every result zero without a word.
  gl.canvas.addEventListener('webglcontextlost', onContextLost);
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  return { renderer, float32: env().getBool('WEBGL_RENDER_FLOAT32_ENABLED') };
}

/** Starts WebAssembly, or else plain JavaScript; true where it was WebAssembly. */
async function startProcessor(): Promise<boolean> {
  try {
    const { startWasm } = await import('./wasm');
    if (await startWasm()) return true;
  } catch (error) {
    console.warn('WebAssembly did not start:', error);
  }
  await import('./cpu');
  return false;
}
