/** Number formats that the cited devices were measured in, with their bytes a value. */
const VALUE_BYTES = { float32: 4, int8: 1 } as const;

export type DType = keyof typeof VALUE_BYTES;

/** What one layer asks of a device for one image. */
export interface LayerWork {
  readonly name: string;
  /** Multiply-accumulates. */
  readonly macs: number;
  /** Values in the kernel; biases may be left out. */
  readonly weights: number;
  /** Values read from the layer before and written for the next one. */
  readonly activations: number;
}

/** What a device does for one number format. */
export interface Rates {
  readonly macsPerSecond: number;
  /** Infinity where nothing published tells it. */
  readonly bytesPerSecond: number;
  /** Seconds that every layer costs by itself; undefined where nothing published tells them. */
  readonly launchSeconds: number | undefined;
}

const MS = 1000;

/**
 * Latency of one image in milliseconds: each layer is bound by its arithmetic or by its bytes,
 * whichever takes longer, and costs its launch beside (the roofline of Williams, Waterman, Patterson
 * 2009, CACM 52(4), 65–76, summed over the layers). A launch that is not known counts as 0.
 *
 * @throws RangeError where a layer's work or a rate is below 0 or no number.
 */
export function rooflineMs(layers: readonly LayerWork[], rates: Rates, dtype: DType): number {
  const { macsPerSecond, bytesPerSecond, launchSeconds = 0 } = rates;
  if (!(macsPerSecond > 0 && bytesPerSecond > 0 && launchSeconds >= 0)) {
    throw new RangeError(
      `Rates must be above 0 and a launch at least 0, ` +
        `got ${macsPerSecond} MACs/s, ${bytesPerSecond} bytes/s and ${launchSeconds} s.`,
    );
  }
  let seconds = 0;
  for (const { name, macs, weights, activations } of layers) {
    if (!(macs >= 0 && weights >= 0 && activations >= 0)) {
      throw new RangeError(
        `Work must be at least 0, ${name} has ${macs} MACs, ` +
          `${weights} weights and ${activations} activations.`,
      );
    }
    const bytes = (weights + activations) * VALUE_BYTES[dtype];
    seconds += Math.max(macs / macsPerSecond, bytes / bytesPerSecond) + launchSeconds;
  }
  return seconds * MS;
}

/** What the longest part of a layer's time on a device is spent on. */
export type Bound = 'arithmetic' | 'memory' | 'launch';

/** What bounds one layer, of equals the first; a launch that is not known bounds nothing. */
export function boundOf(
  { macs, weights, activations }: LayerWork,
  { macsPerSecond, bytesPerSecond, launchSeconds = 0 }: Rates,
  dtype: DType,
): Bound {
  const arithmetic = macs / macsPerSecond;
  const memory = ((weights + activations) * VALUE_BYTES[dtype]) / bytesPerSecond;
  if (launchSeconds > Math.max(arithmetic, memory)) return 'launch';
  return memory > arithmetic ? 'memory' : 'arithmetic';
}
