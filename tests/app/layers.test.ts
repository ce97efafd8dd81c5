import { describe, expect, test } from 'vitest';
import {
  histogramTop,
  layerRows,
  layerWarnings,
  layerWords,
  rangeWords,
} from '../../src/app/layers';
import { techniqueWords } from '../../src/app/techniques';
import { layerPicture } from '../../src/core/pictures/layer-picture';
import type { KernelFigures, Report } from '../../src/core/report';

const figures: KernelFigures = {
  name: 'fc1',
  shape: [40, 25],
  weights: 1000,
  zeros: 805,
  maxError: 0.0123456,
  distinct: 14,
  depthwise: false,
  denseBytes: 12,
};

const kernel = (values: number[], channels: number) => ({
  name: 'fc1',
  shape: [values.length / channels, channels],
  values: Float32Array.from(values),
  channels,
});

describe('a layer in words', () => {
  test('tells zeros, values and how far a weight has moved', () => {
    expect(layerWords(figures)).toBe(
      '805 of 1,000 weights are 0 (80.5%). 14 different codes are in use. ' +
        'A weight that was kept has moved by at most 0.0123.',
    );
    expect(layerWords({ ...figures, distinct: undefined, maxError: 0 })).toBe(
      '805 of 1,000 weights are 0 (80.5%). No weight that was kept has moved.',
    );
  });

  test('is warned of by name, where there is something to warn of', () => {
    const of = (...warnings: KernelFigures['warnings'] & object) =>
      layerWarnings([{ name: 'conv1' }, { name: 'fc1', warnings }]);
    expect(of()).toEqual([]);
    expect(of({ kind: 'underflow', weights: 1 }, { kind: 'emptied', left: 1 })).toEqual([
      'fc1: 1 weight is too small for float16 and became 0.',
      'fc1: only 1 weight is left that is not 0.',
    ]);
    expect(of({ kind: 'underflow', weights: 1200 }, { kind: 'emptied', left: 0 })).toEqual([
      'fc1: 1,200 weights are too small for float16 and became 0.',
      'fc1: every weight became 0, so its output is the same for every image.',
    ]);
    expect(of({ kind: 'least scale', scales: 2 })).toEqual([
      'fc1: 2 scales are at the lower limit (7.89e-31), too coarse for weights this small.',
    ]);
  });

  test('tells by how much the channels’ ranges differ, zero ones aside', () => {
    const { values } = kernel([1, -60, 0, 0.5, 2, 0], 3);
    const picture = layerPicture(kernel([...values], 3), values);
    const reach = 'The widest of 3 channels reaches 60× as far as the narrowest';
    expect(rangeWords(picture, undefined)).toBe(
      `${reach}: one scale for all would leave the narrow ones few codes.`,
    );
    expect(rangeWords(picture, 1)).toBe(
      `${reach}: one scale for all leaves the narrow ones few codes.`,
    );
    expect(rangeWords(picture, 3)).toBe(`${reach}, and each has a scale of its own.`);
  });

  test('says that one scale does for ranges that are nearly alike', () => {
    const { values } = kernel([1, -1.5], 2);
    expect(rangeWords(layerPicture(kernel([...values], 2), values), 1)).toBe(
      'The widest of 2 channels reaches 1.5× as far as the narrowest: one scale does for all.',
    );
  });

  test('cuts off only the bar that pruning piles up', () => {
    const before = Float32Array.from({ length: 100 }, (_, i) => (i - 50) / 50);
    const pruned = before.map((value) => (Math.abs(value) < 0.9 ? 0 : value));
    const top = histogramTop(layerPicture(kernel([...before], 1), pruned));
    // Two weights at most in a bin, and a tenth of room.
    expect(top).toBe(3);
  });

  test('has the bytes of the encoding that is smallest for the network', () => {
    const parts = (weights: number) => [{ weights, indices: 2, scales: 3, tables: 4 }];
    const ledger = {
      rows: [
        { encoding: 'dense', bytes: 1000, kernels: parts(900) },
        { encoding: 'huffman', bytes: 300, kernels: parts(200) },
      ],
    } as unknown as Report['ledger'];
    expect(layerRows({ tensors: [figures], ledger })[0]).toMatchObject({
      shape: '40×25',
      bytes: 209,
    });
    expect(layerRows({ tensors: [figures] })[0]!.bytes).toBeUndefined();
  });
});

describe('the techniques in words', () => {
  test('are silent where nothing came of them', () => {
    const none = {
      batchNorm: 'none',
      equalized: [],
      corrected: [],
      activations: [],
      silent: [],
    } as const;
    expect(techniqueWords(none)).toBe('');
  });

  test('tell that calibration images say nothing of a tensor that is 0 on all of them', () => {
    const techniques = { batchNorm: 'none', equalized: [], corrected: [] } as const;
    expect(
      techniqueWords({ ...techniques, activations: ['input', 'fc1', 'fc2'], silent: ['fc1'] }),
    ).toBe(
      '3 tensors of activations quantized: simulated in float32, so not timed. ' +
        'On the calibration images fc1 is 0 throughout: with no range to choose by, the scale is 1.',
    );
  });

  test('tell what came of each, and that activations are simulated', () => {
    expect(
      techniqueWords({
        batchNorm: 'folded',
        equalized: ['conv1', 'dw1'],
        corrected: ['conv1', 'dw1'],
        activations: ['input', 'conv1'],
        silent: [],
      }),
    ).toBe(
      'Batch norm is folded into the kernels, before and after. 2 kernels equalized. ' +
        'Biases of 2 layers corrected. 2 tensors of activations quantized: simulated in float32, so not timed.',
    );
  });
});
