import { buffer, mul, tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { NetworkLayer } from '../../src/run/layer';
import { Network } from '../../src/run/network';
import type { ModelFile } from '../../src/graph/model-file';
import type { RemovedUnits } from '../../src/core/prune/structured';

/**
 * What the whole network answers to images where the units named give 0: after every layer up to the
 * one that reads them, their channels are multiplied by 0. Which numbers are theirs is never
 * reckoned, but found by sending 1 for each channel that is kept and 0 for the others through the
 * layers' own flattening and pools.
 */
export async function maskedLogits(
  file: ModelFile,
  removed: readonly RemovedUnits[],
  images: Tensor,
): Promise<Float32Array> {
  const network = await Network.load(file);
  const logits = tidy(() => {
    let values = images;
    let mask: Tensor | undefined;
    for (const layer of network.sequence()) {
      values = layer.apply(values);
      mask = maskAfter(layer, values.shape, mask, removed);
      if (mask) values = mul(values, mask);
    }
    return values.dataSync<'float32'>().slice();
  });
  network.dispose();
  return logits;
}

/** [1, …] like one image of the layer's output; undefined where nothing is masked. */
function maskAfter(
  layer: NetworkLayer,
  [, ...shape]: number[],
  mask: Tensor | undefined,
  removed: readonly RemovedUnits[],
): Tensor | undefined {
  if (layer.kind === 'Conv2D' || layer.kind === 'Dense') {
    const units = removed.find(({ name }) => name === layer.name)?.units;
    const gone = new Set(units);
    return units && ofChannels(shape, (channel) => !gone.has(channel));
  }
  if (!mask) return undefined;
  if (/Pooling|Flatten/.test(layer.kind)) return layer.apply(mask);
  const kept = mask.dataSync<'float32'>();
  const multiplier = shape.at(-1)! / mask.shape.at(-1)!;
  return ofChannels(shape, (channel) => kept[Math.floor(channel / multiplier)] === 1);
}

/** 1 at every position of the channels that are kept, 0 elsewhere. */
function ofChannels(shape: number[], isKept: (channel: number) => boolean): Tensor {
  const values = buffer([1, ...shape], 'float32');
  const channels = shape.at(-1)!;
  for (let i = 0; i < values.size; i++) values.values[i] = Number(isKept(i % channels));
  return values.toTensor();
}
