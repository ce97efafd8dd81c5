/** Where the work runs on this machine, found out once when the worker starts. */
export interface Place {
  /** Backend that prunes and quantizes the weights. */
  readonly weights: BackendName;
  /** Backend that evaluates and is timed. */
  readonly inference: BackendName;
  /** What the graphics driver calls itself, where there is WebGL. */
  readonly renderer?: string;
  /** Why inference is not on the GPU, where it is not. */
  readonly reason?: 'software' | 'inexact' | 'no-webgl';
}

type BackendName = 'webgl' | 'wasm' | 'cpu';

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

const NAMES = { webgl: 'WebGL', wasm: 'WebAssembly', cpu: 'plain JavaScript' } as const;

/** What a backend is called. */
export function backendName(backend: string): string {
  return Object.hasOwn(NAMES, backend) ? NAMES[backend as BackendName] : backend;
}

/** The place in a plain sentence for people. */
export function describePlace({ weights, inference, reason }: Place): string {
  switch (reason) {
    case undefined:
      return 'Everything runs on your GPU, through WebGL.';
    case 'software':
      return (
        'This browser draws WebGL without a GPU: weights are pruned and quantized in WebGL, and the ' +
        `network is evaluated and timed in ${NAMES[inference]} on your processor.`
      );
    case 'inexact':
      return (
        'This GPU does not compute exactly enough for integer codes: everything runs in ' +
        `${NAMES[weights]} on your processor.`
      );
    case 'no-webgl':
      return `WebGL is not available here: everything runs in ${NAMES[weights]} on your processor.`;
  }
}
