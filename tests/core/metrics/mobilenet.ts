/**
 * MobileNets layer by layer, and how long devices take for them, in milliseconds an image.
 * V1: Howard et al. 2017, arXiv:1704.04861, table 1. V2: Sandler et al. 2018, arXiv:1801.04381,
 * table 2. Both with the 1,001 classes of the models that were timed.
 */
import type { DType, LayerWork } from '../../../src/core/metrics/roofline';

const CLASSES = 1001;
const RGB = 3;

/** [output channels, stride] of each depthwise separable layer of V1. */
const SEPARABLE = [
  [64, 1],
  [128, 2],
  [128, 1],
  [256, 2],
  [256, 1],
  [512, 2],
  ...Array.from({ length: 5 }, () => [512, 1] as const),
  [1024, 2],
  [1024, 1],
] as const;

/** [expansion, output channels, repeats, stride of the first] of each stage of V2. */
const BOTTLENECKS = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1],
] as const;

/** Appends layers, keeping the side of the square image and its channels. */
class Builder {
  readonly layers: LayerWork[] = [];
  constructor(
    private side: number,
    private channels: number,
  ) {}

  conv(size: number, channels: number, stride = 1) {
    this.#add('conv', channels, stride, size * size * this.channels * channels);
    this.channels = channels;
  }

  depthwise(stride: number) {
    this.#add('depthwise', this.channels, stride, 9 * this.channels);
  }

  classify() {
    this.side = 1;
    this.conv(1, CLASSES);
  }

  #add(kind: string, channels: number, stride: number, weights: number) {
    const before = this.side ** 2 * this.channels;
    this.side = Math.ceil(this.side / stride);
    const pixels = this.side ** 2;
    this.layers.push({
      name: `${kind} ${this.layers.length}`,
      macs: pixels * weights,
      weights,
      activations: before + pixels * channels,
    });
  }
}

function mobileNetV1(width: number, side: number): LayerWork[] {
  const net = new Builder(side, RGB);
  net.conv(3, 32 * width, 2);
  for (const [channels, stride] of SEPARABLE) {
    net.depthwise(stride);
    net.conv(1, channels * width);
  }
  net.classify();
  return net.layers;
}

function mobileNetV2(): LayerWork[] {
  const net = new Builder(224, RGB);
  let channels = 32;
  net.conv(3, channels, 2);
  for (const [expansion, out, repeats, stride] of BOTTLENECKS) {
    for (let i = 0; i < repeats; i++) {
      if (expansion > 1) net.conv(1, channels * expansion);
      net.depthwise(i === 0 ? stride : 1);
      net.conv(1, out);
      channels = out;
    }
  }
  net.conv(1, 1280);
  net.classify();
  return net.layers;
}

const WIDTHS = [0.25, 0.5, 0.75, 1];
const SIDES = [128, 160, 192, 224];

/** All sixteen V1, in the order of the tables. */
export const V1_FAMILY = WIDTHS.flatMap((width) => SIDES.map((side) => mobileNetV1(width, side)));

/** The network with all its channels at 224 pixels. */
export const V1 = V1_FAMILY.at(-1)!;
export const V2 = mobileNetV2();

interface Timings {
  readonly device: string;
  readonly dtype: DType;
  /** The whole family, or the last one alone. */
  readonly v1: readonly number[];
  readonly v2: number;
}

/** From the sources that the devices name. */
export const MEASURED: readonly Timings[] = [
  {
    device: 'Pixel 3, four threads',
    dtype: 'float32',
    v1: [1.2, 1.7, 2.4, 3.3, 3, 4.4, 6, 7.9, 5.5, 8.2, 11, 14.6, 9, 13.4, 18.1, 24],
    v2: 17.5,
  },
  {
    device: 'Pixel 3, four threads',
    dtype: 'int8',
    v1: [0.8, 1.3, 1.8, 2.3, 1.7, 2.6, 3.6, 4.7, 3.1, 4.7, 6.4, 8.5, 4.8, 7.3, 9.9, 13],
    v2: 12,
  },
  {
    device: 'Pixel 3, GPU',
    dtype: 'float32',
    v1: [1.6, 1.7, 1.8, 1.8, 1.7, 2, 2.5, 2.8, 2.6, 3.1, 4.5, 4.9, 4.4, 5, 6.3, 6.5],
    v2: 6.2,
  },
  {
    device: 'Pixel 2, one large core',
    dtype: 'float32',
    v1: [
      6.2, 8.6, 12.1, 16.2, 18.1, 26.8, 35.6, 47.6, 34.6, 51.3, 71.7, 95.7, 57.4, 86, 118.6, 160.1,
    ],
    v2: 117,
  },
  {
    device: 'Pixel 2, one large core',
    dtype: 'int8',
    v1: [3.7, 5.5, 7.9, 10.4, 8.8, 13, 18.3, 24.7, 16.2, 24.3, 33.8, 45.4, 24.9, 37.4, 51.9, 70.2],
    v2: 80.3,
  },
  { device: 'Raspberry Pi 4, four threads', dtype: 'float32', v1: [77], v2: 46 },
  { device: 'Raspberry Pi 4, four threads', dtype: 'int8', v1: [24], v2: 17 },
];
