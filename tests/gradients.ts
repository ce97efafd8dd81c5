/** Registers gradients: those of the page in a browser, in Node those of all of tfjs. */
if (typeof document === 'undefined') await import('@tensorflow/tfjs');
else await import('../src/run/tfjs/gradients');

export {};
