import { add, mean, mul, tidy, type Tensor } from '@tensorflow/tfjs-core';
import type { NetworkLayer } from './layer';
import type { Network } from './network';
import { walk } from './walk';

/** What bias correction did, by the names of layers. */
export interface BiasCorrection {
  readonly corrected: readonly string[];
  /** Layers with a kernel but without a bias to correct. */
  readonly skipped: readonly string[];
}

/**
 * Bias correction against calibration images (Nagel et al. 2019, https://arxiv.org/abs/1906.04721,
 * section 4.2 and appendix D): compressed weights shift the mean output of a layer; the shift, before
 * the activation and over images and positions, is taken off the bias, channel by channel. Layer
 * after layer, each seeing what the corrected layers before it give; so at the end the mean
 * pre-activation of every layer with a bias is the expected one. Doing it twice changes nothing more.
 *
 * @param network its kernels compressed; its biases are replaced.
 * @param expected `meanPreActivations` of the network before it was compressed, on the same images.
 * @param batches calibration images [n, …]: of the training split, never those it is judged on.
 * @param between awaited between batches; it may throw to cancel, which leaves some biases corrected.
 */
export async function correctBiases(
  network: Network,
  expected: readonly Float32Array[],
  batches: readonly Tensor[],
  between: () => Promise<void>,
): Promise<BiasCorrection> {
  const corrected: string[] = [];
  const skipped: string[] = [];
  let kernels = 0;
  await walk(network.sequence(), batches, between, (layer, inputs) => {
    if (!layer.kernel) return;
    const wanted = expected[kernels++]!;
    const bias = layer.readBias();
    if (!bias) {
      skipped.push(layer.name);
      return;
    }
    const found = meanPreActivation(layer, layer.kernel, inputs);
    layer.writeBias(bias.map((value, channel) => value + wanted[channel]! - found[channel]!));
    corrected.push(layer.name);
  });
  return { corrected, skipped };
}

/**
 * The mean output of each layer with a kernel before its activation, over images and positions: an
 * array of one number a channel for each, in order.
 */
export async function meanPreActivations(
  network: Network,
  batches: readonly Tensor[],
  between: () => Promise<void>,
): Promise<Float32Array[]> {
  const means: Float32Array[] = [];
  await walk(network.sequence(), batches, between, (layer, inputs) => {
    if (layer.kernel) means.push(meanPreActivation(layer, layer.kernel, inputs));
  });
  return means;
}

function meanPreActivation(
  layer: NetworkLayer,
  kernel: Tensor,
  inputs: readonly Tensor[],
): Float32Array {
  const bias = layer.readBias();
  const sums = tidy(() => {
    // The mean of a linear function is the function of the mean: one image instead of all.
    const output = layer.linear(meanImage(inputs), kernel);
    const positions = output.shape.slice(0, -1).map((_, axis) => axis);
    return mean(output, positions).dataSync<'float32'>();
  });
  return sums.map((value, channel) => value + (bias?.[channel] ?? 0));
}

/** The mean over the images of all batches, [1, …]. */
function meanImage(batches: readonly Tensor[]): Tensor {
  const images = batches.reduce((sum, batch) => sum + batch.shape[0]!, 0);
  return batches
    .map((batch) => mul(mean(batch, 0, true), batch.shape[0]! / images))
    .reduce((sum, part) => add(sum, part));
}
