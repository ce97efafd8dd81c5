/**
 * What the page needs of @tensorflow/tfjs-layers, in whose place the build puts this file: loading a
 * model of layers that images flow through one after the other. The rest (recurrent layers, text,
 * merging, wrappers) would be a tenth of the page's script more; a model with such a layer is refused
 * with the layer's name.
 */
import '@tensorflow/tfjs-layers/dist/layers/advanced_activations';
import '@tensorflow/tfjs-layers/dist/layers/convolutional';
import '@tensorflow/tfjs-layers/dist/layers/convolutional_depthwise';
import '@tensorflow/tfjs-layers/dist/layers/core';
import '@tensorflow/tfjs-layers/dist/layers/normalization';
import '@tensorflow/tfjs-layers/dist/layers/padding';
import '@tensorflow/tfjs-layers/dist/layers/pooling';

export { loadLayersModelFromIOHandler as loadLayersModel } from '@tensorflow/tfjs-layers/dist/models';
