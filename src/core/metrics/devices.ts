import type { DType, Rates } from './roofline';

export interface Source {
  readonly text: string;
  readonly href: string;
}

/** Rates of one number format, and how far they are to be trusted. */
export interface FittedRates extends Rates {
  /**
   * (predicted − measured) / measured of MobileNetV2 1.0 at 224, which nothing was fitted on;
   * undefined where the source has no such row.
   */
  readonly v2Error: number | undefined;
}

/** A device that others have measured. A format that has no published figure has no rates. */
export interface Device {
  readonly name: string;
  readonly rates: Readonly<Partial<Record<DType, FittedRates>>>;
  readonly fittedOn: string;
  readonly sources: readonly Source[];
}

const HOSTED_MODELS_2020: Source = {
  text: 'TensorFlow Lite, Hosted models, Pixel 3, Android 10',
  href: 'https://www.tensorflow.org/lite/guide/hosted_models',
};

const HOSTED_MODELS_2018: Source = {
  text: 'TensorFlow Lite, List of hosted models, 2018, Pixel 2, one thread on a large core',
  href: 'https://github.com/tensorflow/tensorflow/blob/d17f286d30afbf893ceed1256146888a4e2dfa30/tensorflow/lite/g3doc/models.md',
};

const ALL_V1 = '16 MobileNetV1, widths 0.25 to 1.0 at 128 to 224 pixels';

/**
 * Fitted by least squares of the relative error on MobileNetV1 alone; the test holds the figures and
 * the architectures, and checks that no rate nearby fits better. Bytes a second are those that the
 * rows show, depthwise layers above all, so they lie far below what the memory itself can do.
 *
 * Left out is the Raspberry Pi of Arm's learning path (MobileNetV2, 10.89 and 4.01 ms): which Pi is not
 * said, and without a V1 to fit on there would be nothing left to check.
 */
export const DEVICES: readonly Device[] = [
  {
    name: 'Pixel 3, four threads',
    fittedOn: ALL_V1,
    rates: {
      float32: {
        macsPerSecond: 30.27e9,
        bytesPerSecond: 4.433e9,
        launchSeconds: 0,
        v2Error: -0.001,
      },
      int8: {
        macsPerSecond: 67.24e9,
        bytesPerSecond: 1.576e9,
        launchSeconds: 0.384e-6,
        v2Error: -0.084,
      },
    },
    sources: [HOSTED_MODELS_2020],
  },
  {
    name: 'Pixel 3, GPU',
    fittedOn: ALL_V1,
    rates: {
      float32: {
        macsPerSecond: 93.84e9,
        bytesPerSecond: 85.33e9,
        launchSeconds: 48.737e-6,
        v2Error: -0.048,
      },
    },
    sources: [HOSTED_MODELS_2020],
  },
  {
    name: 'Pixel 2, one large core',
    fittedOn: ALL_V1,
    rates: {
      float32: {
        macsPerSecond: 3.865e9,
        bytesPerSecond: 1.129e9,
        launchSeconds: 14.098e-6,
        v2Error: -0.149,
      },
      // The source has V2 slower than V1 in int8, with half the MACs: no roofline tells that.
      int8: {
        macsPerSecond: 11.01e9,
        bytesPerSecond: 0.3441e9,
        launchSeconds: 0,
        v2Error: -0.333,
      },
    },
    sources: [HOSTED_MODELS_2018],
  },
  {
    name: 'Pixel 2, DSP',
    fittedOn: 'MobileNetV1 1.0 at 224 pixels, 16 ms',
    rates: {
      int8: {
        macsPerSecond: 35.546e9,
        bytesPerSecond: Infinity,
        launchSeconds: undefined,
        v2Error: undefined,
      },
    },
    sources: [
      {
        text: 'Krishnamoorthi 2018, Quantizing deep convolutional networks, table 7',
        href: 'https://arxiv.org/abs/1806.08342',
      },
    ],
  },
  {
    name: 'Raspberry Pi 4, four threads',
    fittedOn: 'MobileNetV1 1.0 at 224 pixels, 77 ms in float32 and 24 ms in int8',
    rates: {
      // Linpack reaches 8 GFLOPS in fp64, so 16 in fp32, whose vectors hold twice as many: 8 G MACs/s.
      float32: {
        macsPerSecond: 7.5764e9,
        bytesPerSecond: 5.56e9,
        launchSeconds: undefined,
        v2Error: -0.085,
      },
      int8: {
        macsPerSecond: 24.04e9,
        bytesPerSecond: 5.56e9,
        launchSeconds: undefined,
        v2Error: -0.239,
      },
    },
    sources: [
      {
        text: 'XNNPACK, Performance, RPi 4 ARM64, 2022',
        href: 'https://github.com/google/XNNPACK#performance',
      },
      {
        text: 'STREAM on a Raspberry Pi 4, 5,560 MB/s',
        href: 'https://www.sci-pi.org.uk/bench/stream.html',
      },
    ],
  },
  {
    name: 'Cortex-M7, 216 MHz',
    fittedOn: 'the CIFAR-10 network of the paper, 12.3 M MACs in 99.1 ms',
    rates: {
      int8: {
        macsPerSecond: 124.1e6,
        bytesPerSecond: Infinity,
        launchSeconds: undefined,
        v2Error: undefined,
      },
    },
    sources: [
      {
        text: 'Lai, Suda, Chandra 2018, CMSIS-NN, table 1',
        href: 'https://arxiv.org/abs/1801.06601',
      },
    ],
  },
];
