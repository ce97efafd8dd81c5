/** A kernel of a chain, in which the output channels of each are the input channels of the next. */
export interface ChainKernel {
  /** Of its layer, for errors. */
  readonly name: string;
  /** HWIO, depthwise HWCM or dense [in, out]: weight i is of output channel i mod outputs. */
  readonly kernel: Float32Array;
  /** One number an output channel; left out where the layer has none. */
  readonly bias?: Float32Array;
  /** Output channels: O of HWIO, C·M of HWCM. */
  readonly outputs: number;
  /**
   * Output channels that an input channel has weights to: O of HWIO, M of HWCM. Weight i is of input
   * channel ⌊i / fanOut⌋ mod channels; so it is in a dense kernel that reads a flattened image,
   * where row (y·width + x)·channels + c is of channel c.
   */
  readonly fanOut: number;
}

/** A chain after equalization. */
export interface Equalized {
  readonly kernels: readonly Pick<ChainKernel, 'kernel' | 'bias'>[];
  /** What the output channels of each kernel but the last were divided by. */
  readonly scales: readonly Float64Array[];
  /** How often every pair was equalized. */
  readonly sweeps: number;
}

/** The sweep that changes no channel by more than this, as |ln| of its factor, is the last. */
const TOLERANCE = 1e-4;
const MAX_SWEEPS = 100;

/**
 * Cross-layer equalization (Nagel et al. 2019, https://arxiv.org/abs/1906.04721, section 4.1):
 * output channel i of a kernel is divided by s and input channel i of the next multiplied by it,
 * which is without effect where the function between them is positive-homogeneous. With r₁ and r₂
 * the greatest magnitudes of the channel's weights in the two kernels, s = √(r₁·r₂) / r₂ (equation
 * 11) makes both √(r₁·r₂). Pair after pair, sweep after sweep, until nothing changes.
 *
 * A channel stays as it is where one of its ranges is 0. Computed in float64; each number is rounded
 * to float32 once.
 *
 * @throws RangeError where a kernel does not fit the one before it, and where a number is not finite
 *   or would become so, naming the layer.
 */
export function equalize(chain: readonly ChainKernel[]): Equalized {
  chain.forEach(requireFinite);
  // Of the inputs of kernel k and the outputs of kernel k − 1; 1 at both ends of the chain.
  const scales = [1, ...chain.map(({ outputs }) => outputs)].map((channels, k) => {
    if (chain[k]) requireFit(chain[k], channels);
    return new Float64Array(channels).fill(1);
  });
  let sweeps = 0;
  let change = Infinity;
  while (change > TOLERANCE && sweeps < MAX_SWEEPS) {
    change = 0;
    for (let k = 1; k < chain.length; k++) {
      change = Math.max(change, equalizePair(chain, scales, k));
    }
    sweeps++;
  }
  const kernels = chain.map((kernel, k) => rescale(kernel, scales[k]!, scales[k + 1]!));
  return { kernels, scales: scales.slice(1, -1), sweeps };
}

/** Updates the scales between kernels k − 1 and k; returns the greatest |ln| of a factor. */
function equalizePair(
  chain: readonly ChainKernel[],
  scales: readonly Float64Array[],
  k: number,
): number {
  const [before, between, after] = [scales[k - 1]!, scales[k]!, scales[k + 1]!];
  const { outputs } = rangesOf(chain[k - 1]!, before, between);
  const { inputs } = rangesOf(chain[k]!, between, after);
  let change = 0;
  for (let channel = 0; channel < between.length; channel++) {
    // √(r₁·r₂) / r₂ without the product.
    const factor = Math.sqrt(outputs[channel]! / inputs[channel]!);
    if (!(factor > 0 && factor < Infinity)) continue;
    between[channel]! *= factor;
    change = Math.max(change, Math.abs(Math.log(factor)));
  }
  return change;
}

/** Greatest magnitude of the rescaled weights of each input and of each output channel. */
function rangesOf(
  { kernel, outputs, fanOut }: ChainKernel,
  inputScales: Float64Array,
  outputScales: Float64Array,
): { inputs: Float64Array; outputs: Float64Array } {
  const ranges = {
    inputs: new Float64Array(inputScales.length),
    outputs: new Float64Array(outputs),
  };
  for (let i = 0; i < kernel.length; i++) {
    const input = Math.floor(i / fanOut) % inputScales.length;
    const output = i % outputs;
    const magnitude = (Math.abs(kernel[i]!) * inputScales[input]!) / outputScales[output]!;
    if (magnitude > ranges.inputs[input]!) ranges.inputs[input] = magnitude;
    if (magnitude > ranges.outputs[output]!) ranges.outputs[output] = magnitude;
  }
  return ranges;
}

function rescale(
  { name, kernel, bias, outputs, fanOut }: ChainKernel,
  inputScales: Float64Array,
  outputScales: Float64Array,
): Pick<ChainKernel, 'kernel' | 'bias'> {
  const rescaled = {
    kernel: kernel.map(
      (weight, i) =>
        (weight * inputScales[Math.floor(i / fanOut) % inputScales.length]!) /
        outputScales[i % outputs]!,
    ),
    ...(bias && { bias: bias.map((value, output) => value / outputScales[output]!) }),
  };
  requireFinite({ name, ...rescaled });
  return rescaled;
}

function requireFit({ name, kernel, fanOut }: ChainKernel, channels: number): void {
  const rows = kernel.length / fanOut;
  if (rows === 0 || rows % channels !== 0) {
    throw new RangeError(
      `${name} has ${rows} rows of weights for the ${channels} channels it reads.`,
    );
  }
}

function requireFinite({ name, kernel, bias }: Omit<ChainKernel, 'outputs' | 'fanOut'>): void {
  for (const [part, values] of Object.entries({ kernel, ...(bias && { bias }) })) {
    const refused = values.reduce((count, value) => count + Number(!Number.isFinite(value)), 0);
    if (refused > 0) {
      throw new RangeError(
        `Equalization needs finite weights; ${refused} of ${values.length} in ${name}/${part} are not.`,
      );
    }
  }
}
