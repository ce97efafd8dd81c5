/**
 * The models of tfjs-layers without their training, in whose place the build puts this file: what a
 * graph of layers computes is its base class's, and the page has a training of its own.
 */
import { serialization } from '@tensorflow/tfjs-core';
import { Container } from '@tensorflow/tfjs-layers/dist/engine/container';

/** Under the names that model files have for a graph of layers. */
export class LayersModel extends Container {
  static className = 'Model';
}

export class Functional extends LayersModel {
  static override className = 'Functional';
}

serialization.registerClass(LayersModel);
serialization.registerClass(Functional);
