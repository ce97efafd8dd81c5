/**
 * @tensorflow/tfjs-core without its optimizers, in whose place the build puts this file: the page has
 * its own, which know of masks and codes.
 */
import '@tensorflow/tfjs-core/dist/base_side_effects';

export * from '@tensorflow/tfjs-core/dist/base';
