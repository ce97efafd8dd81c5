/** What the build takes of tfjs-core's input and output: a model in memory, and the values of its bytes. */
export { decodeWeights } from '@tensorflow/tfjs-core/dist/io/io_utils';
export { fromMemory } from '@tensorflow/tfjs-core/dist/io/passthrough';

/** Of what tfjs-layers would do with an address instead: the page fetches its own files. */
const absent = () => {
  throw new Error('A model is read from memory alone.');
};

export { absent as browserHTTPRequest, absent as getLoadHandlers, absent as loadWeights };
