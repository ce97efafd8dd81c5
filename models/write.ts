/** The files of a trained model, as tf.loadLayersModel reads them. */

import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import { fromFloat16, toFloat16 } from '../src/core/quantize/float16';
import type { ModelCard } from '../src/shelf/card';
import { isBatchNorm } from './moments';

const WEIGHTS_FILE = 'weights.bin';

type Weight = tf.layers.Layer['weights'][number];

/** An entry as tfjs's converter writes it; the types of tfjs leave `original_dtype` out. */
type Entry = tf.io.WeightsManifestEntry & {
  quantization?: { dtype: 'float16'; original_dtype: 'float32' };
};

/** Rounds kernels and biases to float16. Variances of batch norm may be too small for it. */
export function roundWeights(model: tf.Sequential): void {
  tf.tidy(() => {
    for (const { weight, isHalf } of weightsOf(model)) {
      if (!isHalf) continue;
      const rounded = fromFloat16(toFloat16(valuesOf(weight)));
      weight.write(tf.tensor(rounded, weight.read().shape));
    }
  });
}

/** Writes the rounded model's weights and its topology into `folder`. */
export async function writeModel(
  model: tf.Sequential,
  folder: string,
): Promise<ModelCard['weights']> {
  const specs: Entry[] = [];
  const parts: Uint8Array[] = [];
  for (const { weight, isHalf } of weightsOf(model)) {
    const values = valuesOf(weight);
    parts.push(new Uint8Array((isHalf ? toFloat16(values) : values.slice()).buffer));
    specs.push({
      name: weight.originalName,
      shape: weight.read().shape,
      dtype: 'float32',
      ...(isHalf && { quantization: { dtype: 'float16', original_dtype: 'float32' } }),
    });
  }
  const bytes = Buffer.concat(parts);
  const json = {
    format: 'layers-model',
    generatedBy: `TensorFlow.js tfjs-layers v${tf.version['tfjs-layers']}`,
    convertedBy: null,
    modelTopology: model.toJSON(undefined, false),
    weightsManifest: [{ paths: [WEIGHTS_FILE], weights: specs }],
  };
  await writeFile(join(folder, WEIGHTS_FILE), bytes);
  await writeFile(join(folder, 'model.json'), `${JSON.stringify(json, null, 2)}\n`);
  return {
    file: WEIGHTS_FILE,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    dtype: 'float16',
  };
}

/** The model's weights in the order of its layers, and whether each is shipped as float16. */
function weightsOf(model: tf.Sequential): { weight: Weight; isHalf: boolean }[] {
  return model.layers.flatMap((layer) =>
    layer.weights.map((weight) => ({ weight, isHalf: !isBatchNorm(layer) })),
  );
}

function valuesOf(weight: Weight): Float32Array {
  return weight.read().dataSync<'float32'>();
}
