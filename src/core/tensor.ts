/** A weight tensor of a network, its values on the CPU in row-major order. */
export interface WeightTensor {
  /** A kernel's is that of its layer. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
  /**
   * Output channels, the product of the last dimensions: the last one of dense [in, out] and
   * convolution HWIO kernels, the last two of depthwise HWCM ones. Weight i belongs to channel
   * i mod channels.
   */
  readonly channels: number;
  /** 0 for a weight that is pruned already and is 0, 1 for one that is kept; left out where none is. */
  readonly mask?: Uint8Array;
  /** A depthwise kernel: few weights, each of which much depends on, so pruned only when named. */
  readonly depthwise?: boolean;
}
