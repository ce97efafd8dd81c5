import * as tf from '@tensorflow/tfjs-layers';
import { io, randomUniform, type Tensor4D } from '@tensorflow/tfjs-core';
import { Random } from '../../src/core/random';
import type { ModelFile } from '../../src/graph/model-file';

type Layer = tf.layers.Layer;

/** The side of the images that random networks read. */
const SIDE = 9;
export const CLASSES = 4;

/** Images [n, SIDE, SIDE, 2] of uniform numbers from 0 to 1; the caller disposes them. */
export function randomImages(images: number, seed: number): Tensor4D {
  return randomUniform([images, SIDE, SIDE, 2], 0, 1, 'float32', seed);
}

/** The file of a sequential model of these layers. */
export function fileOf(layers: Layer[]): Promise<ModelFile> {
  return saved(tf.sequential({ layers }));
}

/** The file of a model, which is disposed. */
export async function saved(model: tf.LayersModel): Promise<ModelFile> {
  let file: ModelFile | undefined;
  await model.save(
    io.withSaveHandler((artifacts) => {
      const { modelTopology, weightSpecs, weightData } = artifacts;
      file = {
        topology: modelTopology as object,
        weightSpecs: weightSpecs!,
        weightData: weightData as ArrayBuffer,
      };
      return Promise.resolve({ modelArtifactsInfo: io.getModelArtifactsInfoForJSON(artifacts) });
    }),
  );
  model.dispose();
  return file!;
}

/**
 * The file of a random network that shows every kind of layer between kernels: ReLU fused and apart,
 * pooling, padding, flattening or the mean of each channel. Its kernels' channels differ in spread.
 */
export async function randomFile(seed: number): Promise<ModelFile> {
  const random = new Random('network', seed);
  const coin = () => random.integer(2) === 0;
  const layers: Layer[] = [];
  const initializer = (spread: number) =>
    tf.initializers.randomNormal({ stddev: spread, seed: random.uint32() });
  const options = (i: number) => ({
    useBias: random.integer(4) > 0,
    kernelInitializer: initializer(Math.exp(random.uniform(-2, 0))),
    depthwiseInitializer: initializer(Math.exp(random.uniform(-1, 1))),
    biasInitializer: initializer(0.2),
    padding: coin() ? ('same' as const) : ('valid' as const),
    ...(i === 0 && { inputShape: [SIDE, SIDE, 2] }),
  });
  const rectified = (make: (activation: 'relu' | 'linear') => Layer) => {
    const fused = coin();
    layers.push(make(fused ? 'relu' : 'linear'));
    if (!fused)
      layers.push(coin() ? tf.layers.reLU() : tf.layers.activation({ activation: 'relu' }));
  };
  for (let i = 0; i < 2; i++) {
    const filters = 1 + random.integer(4);
    const kernelSize = 1 + random.integer(3);
    rectified((activation) =>
      tf.layers.conv2d({
        ...options(i),
        filters,
        kernelSize,
        strides: 1 + random.integer(2),
        activation,
      }),
    );
    if (coin()) layers.push(tf.layers.zeroPadding2d({ padding: 1 }));
    rectified((activation) =>
      tf.layers.depthwiseConv2d({
        ...options(1),
        kernelSize: 2,
        depthMultiplier: 1 + random.integer(2),
        padding: 'same',
        activation,
      }),
    );
    if (coin()) layers.push(tf.layers.dropout({ rate: 0.5 }));
    const pooling = { poolSize: 2, strides: 1, padding: 'same' as const };
    if (i === 0) {
      layers.push(coin() ? tf.layers.maxPooling2d(pooling) : tf.layers.averagePooling2d(pooling));
    }
  }
  layers.push(
    coin() ? tf.layers.flatten() : tf.layers.globalAveragePooling2d({ dataFormat: 'channelsLast' }),
  );
  rectified((activation) => tf.layers.dense({ ...options(1), units: 5, activation }));
  layers.push(tf.layers.dense({ ...options(1), units: CLASSES }));
  return fileOf(layers);
}
