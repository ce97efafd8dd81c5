import { setWebGLContext } from '@tensorflow/tfjs-backend-webgl/dist/canvas_util';
import { env, setBackend } from '@tensorflow/tfjs-core';
import { isBitExact } from '../kernels/self-check';
import './webgl';
import { choosePlace } from './choose-place';
import type { Place } from '../../core/place';

/** As tfjs asks for it, but for the last: WebGL drawn in software is better than none. */
const ATTRIBUTES: WebGLContextAttributes = {
  alpha: false,
  antialias: false,
  premultipliedAlpha: false,
  preserveDrawingBuffer: false,
  depth: false,
  stencil: false,
  failIfMajorPerformanceCaveat: false,
};

/** Starts the backends that this browser offers, with the GPU's context, and says where the work will run. */
export async function startBackends(gl: WebGL2RenderingContext | undefined): Promise<Place> {
  const webgl = gl ? await startWebGL(gl) : { exact: false };
  const place = choosePlace({ ...webgl, wasm: true });
  if (place.inference === 'webgl') return place;
  return choosePlace({ ...webgl, wasm: await startProcessor() });
}

/** A context made by us, since tfjs makes none in a worker of Safari; undefined where there is no WebGL. */
export function createContext(): WebGL2RenderingContext | undefined {
  if (typeof OffscreenCanvas === 'undefined') return undefined;
  return new OffscreenCanvas(1, 1).getContext('webgl2', ATTRIBUTES) ?? undefined;
}

async function startWebGL(gl: WebGL2RenderingContext) {
  setWebGLContext(2, gl);
  // setBackend('webgl') resolves even where WebGL does not work, so ask first.
  if (!env().getBool('HAS_WEBGL') || !(await setBackend('webgl'))) return { exact: false };
  const info = gl.getExtension('WEBGL_debug_renderer_info');
  const renderer = String(gl.getParameter(info ? info.UNMASKED_RENDERER_WEBGL : gl.RENDERER));
  return { renderer, exact: env().getBool('WEBGL_RENDER_FLOAT32_ENABLED') && isBitExact() };
}

/** Starts WebAssembly, or else plain JavaScript; true where it was WebAssembly. */
async function startProcessor(): Promise<boolean> {
  // What can't be fetched is not taken for what this browser hasn't: it would stay slow for long.
  try {
    const wasm = await import('./wasm');
    if (await wasm.startWasm()) return true;
    await import('./cpu');
  } catch (cause) {
    throw new Error('A part of the engine could not be fetched. Check the connection.', { cause });
  }
  return false;
}

/** Starts WebAssembly and makes it the current backend; false where it doesn't start. */
export async function startWasm(): Promise<boolean> {
  try {
    return await (await import('./wasm')).startWasm();
  } catch (error) {
    console.warn('WebAssembly did not start:', error);
    return false;
  }
}
