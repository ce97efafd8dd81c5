import type { Place } from '../../core/place';

/** Renderers that draw on the processor: WebGL without a GPU. */
const SOFTWARE_RENDERER = /swiftshader|llvmpipe|softpipe|basic render|software/i;

/** What the browser offers, as asked by the worker. */
export interface Offer {
  readonly renderer?: string;
  /** Whether WebGL computes in float32, to the last bit. */
  readonly exact: boolean;
  /** Whether WebAssembly starts. */
  readonly wasm: boolean;
}

/**
 * Chooses the backends. A GPU does everything. WebGL drawn in software keeps the weight kernels and
 * leaves evaluation to WebAssembly, which is 10 to 30 times faster there. A GPU of 16 bits, or of
 * inexact arithmetic, would make other codes than those that are counted, so it is not used.
 */
export function choosePlace({ renderer, exact, wasm }: Offer): Place {
  const processor = wasm ? 'wasm' : 'cpu';
  if (renderer === undefined) {
    return { weights: processor, inference: processor, reason: 'no-webgl' };
  }
  if (!exact) {
    return { weights: processor, inference: processor, renderer, reason: 'inexact' };
  }
  if (SOFTWARE_RENDERER.test(renderer)) {
    return { weights: 'webgl', inference: processor, renderer, reason: 'software' };
  }
  return { weights: 'webgl', inference: 'webgl', renderer };
}
