import type { BackendName, Place } from '../core/place';

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
