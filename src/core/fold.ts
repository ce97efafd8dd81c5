/** Batch norm at inference: y = γ·(x − μ)/√(σ² + ε) + β, each array one number an output channel. */
export interface BatchNorm {
  readonly gamma: Float32Array;
  readonly beta: Float32Array;
  readonly mean: Float32Array;
  readonly variance: Float32Array;
  readonly epsilon: number;
}

/** The weights of a convolution, depthwise convolution or dense layer. */
export interface Affine {
  /** Convolution HWIO, depthwise HWCM or dense [in, out]: weight i is of channel i mod channels. */
  readonly kernel: Float32Array;
  /** One number a channel. */
  readonly bias: Float32Array;
}

/**
 * The layer that does what a layer and the batch norm after it do: with k = γ/√(σ² + ε), one a
 * channel, W′ = W·k and b′ = β + (b − μ)·k (Jacob et al. 2018, https://arxiv.org/abs/1712.05877,
 * section 3.2). Computed in float64 and rounded once to float32.
 *
 * @param bias left out where the layer has none, as b = 0.
 * @throws RangeError where the lengths do not fit the channels of the batch norm, where σ² + ε is not
 *   positive, or where a number is not finite or becomes too large for float32.
 */
export function foldBatchNorm(
  kernel: Float32Array,
  bias: Float32Array | undefined,
  { gamma, beta, mean, variance, epsilon }: BatchNorm,
): Affine {
  const channels = gamma.length;
  if (channels === 0 || kernel.length % channels !== 0) {
    throw new RangeError(
      `A kernel of ${kernel.length} weights does not divide into the ${channels} channels of its batch norm`,
    );
  }
  const vectors = { gamma, beta, mean, variance, ...(bias && { bias }) };
  for (const [name, values] of Object.entries(vectors)) {
    if (values.length !== channels) {
      throw new RangeError(
        `Batch norm has ${channels} channels by its gamma, but ${values.length} numbers in ${name}`,
      );
    }
    requireFinite(name, values);
  }
  requireFinite('kernel', kernel);
  const factors = Float64Array.from(gamma, (value, channel) => {
    const radicand = variance[channel]! + epsilon;
    if (!(radicand > 0)) {
      throw new RangeError(
        `The variance ${variance[channel]} of channel ${channel} and epsilon ${epsilon} have no positive sum`,
      );
    }
    return value / Math.sqrt(radicand);
  });
  const folded = {
    kernel: kernel.map((weight, i) => weight * factors[i % channels]!),
    bias: beta.map(
      (value, channel) => value + ((bias?.[channel] ?? 0) - mean[channel]!) * factors[channel]!,
    ),
  };
  requireFinite('the folded kernel', folded.kernel);
  requireFinite('the folded bias', folded.bias);
  return folded;
}

function requireFinite(name: string, values: Float32Array): void {
  const index = values.findIndex((value) => !Number.isFinite(value));
  if (index >= 0) {
    throw new RangeError(
      `Folding needs finite numbers; number ${index} of ${values.length} in ${name} is ${values[index]}`,
    );
  }
}
