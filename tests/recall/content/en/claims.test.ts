import '../../../gradients';
import { describe, expect, test } from 'vitest';
import { BANK } from '../../../../src/recall/content/en/bank';
import { latency, reportOf, type Figures } from '../../reports';
import { measureAll, seen } from '../../shipped';

/** What a batch of 256 takes where it gains nothing, in milliseconds. */
const LONG = { median: 256, low: 250, high: 260 };

/** Figures of each trial for which the claim holds; the rest follows from the trial. */
const BEARS_OUT: Record<string, readonly Figures[]> = {
  'scale-and-code': [{ maxErrorInScales: 0.50001 }, { maxErrorInScales: 0.5 }],
  'zeros-same-shape': [{}, {}],
  'decoded-storage': [{}, { latency: [latency(1, 1.01, false), latency(100, 0.99, false)] }],
  'flat-then-cliff': [980, 981, 975, 970, 960, 930, 600, 300, 100].map((correct) => ({ correct })),
  'technique-for-goal': [{}, { correct: 975 }, { correct: 940 }, { correct: 200 }],
  'bytes-per-weight': [{}, {}, {}],
  'smallest-overall': [{ correct: 600 }, { correct: 500 }, { correct: 200 }],
  'needs-a-device': [{}, { latency: [latency(1, 0.8, true)] }],
  'chance-floor': [{}, { correct: 103 }, { correct: 100 }],
  'under-budget': [{ correct: 975 }, { correct: 900 }, { correct: 100 }],
  'what-and-why': [{}, {}, {}],
  'kept-mask': [{ correct: 800 }, { correct: 967 }, { correct: 974, zeros: 0.26 }],
  'very-few-bits': [{ correct: 980 }, { correct: 979 }, { correct: 70 }, { correct: 960 }],
  'channel-ranges': [{ correct: 255 }, { correct: 166 }, { correct: 978 }],
  'masked-zeros': [
    {},
    { latency: [latency(1, 1.01, false), latency(100, 0.99, false)] },
    { macs: 90_000, latency: [latency(1, 0.9, true), latency(100, 0.5, true)] },
  ],
  'exact-zero': [{}, { zeroMiss: 0.3 }, { zeroMiss: 0.4 }],
  'typical-inputs': [{}, { correct: 979 }, { correct: 340 }],
  'prune-or-quantize-first': [934, 546, 818, 841, 968].map((correct) => ({ correct })),
  'smallest-file': [
    { encoded: { csr: 157_000, bitmask: 141_000 } },
    { encoded: { huffman: 61_000, relativeHuffman: 43_000 } },
  ],
  'one-image': [{}, { macs: 90_000, latency: [latency(256, 0.5, true), latency(1, 0.9, true)] }],
  'dominated-point': [
    { correct: 975, deflate: 370_000 },
    { correct: 480, deflate: 400_000 },
    { correct: 940, deflate: 170_000 },
    { correct: 100, deflate: 190_000 },
  ],
  'layer-to-spare': [870, 550, 660, 880, 980, 978].map((correct) => ({ correct })),
  'trade-offs': [975, 940, 820, 960, 120].map((correct) => ({ correct })),
};

/** What to change, trial by trial, so that the claim no longer holds. */
const REFUTES: Record<string, Record<string, Record<number, Figures>>> = {
  'scale-and-code': {
    'a weight moves by more than half a scale': { 0: { maxErrorInScales: 0.51 } },
    'the rule breaks at 4 bits only': { 1: { maxErrorInScales: 0.6 } },
  },
  'zeros-same-shape': {
    'too few weights are zero': { 1: { achieved: 0.48 } },
    'a matrix has shrunk': { 1: { shapes: [[784, 150]] } },
    'the dense file has shrunk': { 1: { dense: 533_220 } },
    'the deflated size has not fallen': { 1: { deflate: 959_796 } },
  },
  'decoded-storage': {
    'the bytes are half': { 1: { dense: 533_220 } },
    'a batch is measurably faster': {
      1: { latency: [latency(1, 1, false), latency(100, 0.7, true)] },
    },
    'no time was measured': { 1: { latency: [] } },
  },
  'flat-then-cliff': {
    'accuracy falls in a straight line': { 2: { correct: 530 } },
    'accuracy never falls': { 8: { correct: 970 } },
  },
  'technique-for-goal': {
    'int8 loses six images in a thousand': { 1: { correct: 974 } },
    'zeros shrink the dense file': { 2: { dense: 300_000 } },
    'two bits lose nothing': { 3: { correct: 980 } },
  },
  'bytes-per-weight': {
    'the whole file shrinks four times': { 1: { dense: 266_610 } },
    'a weight takes two bytes': { 2: { dense: 535_680 } },
  },
  'smallest-overall': {
    'ranking each layer wins': { 1: { correct: 700 } },
    'a random draw does as well': { 2: { correct: 500 } },
  },
  'needs-a-device': {
    'no time was measured': { 1: { latency: [] } },
    'there are more codes than there can be': {
      1: { distinct: 256, latency: [latency(1, 1, false)] },
    },
  },
  'chance-floor': {
    'skill is left at 95%': { 1: { correct: 400 } },
    'it is wrong every time': { 2: { correct: 0 } },
  },
  'under-budget': {
    'int8 is over budget': { 0: { dense: 300_001 } },
    'int8 loses a point': { 0: { correct: 970 } },
    'zeros fit the budget': { 1: { dense: 299_000 } },
    'two bits lose nothing': { 2: { correct: 978 } },
  },
  'what-and-why': {
    'zeros shrink the dense file': { 1: { dense: 500_000 } },
    'zeros do not shrink the deflated file': { 1: { deflate: 959_796 } },
    'both together gain nothing': { 2: { deflate: 250_000 } },
  },
  'trade-offs': {
    'the mildest setting costs much already': { 0: { correct: 900 } },
    'the harshest setting is free': { 4: { correct: 950 } },
    'the harshest setting is no smaller': { 4: { correct: 120, deflate: 200_000 } },
    'fine-tuning wins little back': { 3: { correct: 890 } },
  },
  'channel-ranges': {
    'one scale a tensor is enough': { 0: { correct: 975 } },
    'a zero-point rescues it': { 1: { correct: 975 } },
    'one scale a channel loses two points': { 2: { correct: 960 } },
  },
  'masked-zeros': {
    'zeros are measurably faster': {
      1: { latency: [latency(1, 1, false), latency(100, 0.7, true)] },
    },
    'zeros are left out': {
      1: { macs: 2_662, latency: [latency(1, 1, false), latency(100, 1, false)] },
    },
    'the smaller matrices do as much': { 2: {} },
    'no time was measured': { 1: {} },
  },
  'exact-zero': {
    'zeros are lost at 8 bits': { 1: { zeroMiss: 0.3, zeros: 0.1 } },
    'zeros are lost at 5 bits': { 2: { zeroMiss: 0.4, zeros: 0.89 } },
    'zero would have a code anyway': { 1: { zeroMiss: 0.2 } },
    'there is no zero-point': { 2: {} },
  },
  'typical-inputs': {
    'digits cost two points': { 1: { correct: 960 } },
    'blank images do as well': { 2: { correct: 979 } },
  },
  'prune-or-quantize-first': {
    'the order hardly matters': { 1: { correct: 740 } },
    'the other order is better': { 0: { correct: 546 }, 1: { correct: 934 } },
    'pruning first is better with a scale a channel, too': { 3: { correct: 817 } },
    'quantizing first prunes less': { 3: { correct: 841, achieved: 0.8 } },
    'training wins little back': { 4: { correct: 900 } },
  },
  'smallest-file': {
    'a bitmask in float32 is nearly as small': {
      0: { encoded: { csr: 157_000, bitmask: 80_000 } },
    },
    'CSR in float32 is smaller': { 0: { encoded: { csr: 30_000, bitmask: 141_000 } } },
    'the dense array is as small': {
      1: { dense: 61_000, encoded: { huffman: 61_000, relativeHuffman: 43_000 } },
    },
    'gaps cost more than they save': {
      1: { encoded: { huffman: 61_000, relativeHuffman: 62_000 } },
    },
    'nothing was counted': { 1: {} },
  },
  'one-image': {
    'the network is no smaller': { 1: { latency: [latency(1, 0.9, true), latency(256, 1, true)] } },
    'time falls by as much as the work': {
      1: { macs: 90_000, latency: [latency(1, 0.3, true), latency(256, 0.3, true)] },
    },
    'a batch gains nothing': {
      1: {
        macs: 90_000,
        latency: [latency(1, 0.9, true), { ...latency(256, 0.5, true), after: LONG }],
      },
    },
    'no time was measured': { 1: { macs: 90_000 } },
  },
  'dominated-point': {
    'a draw is more accurate': { 1: { correct: 980, deflate: 400_000 } },
    'a draw is smaller': { 3: { correct: 100, deflate: 160_000 } },
    'further pruning costs nothing': { 2: { correct: 975, deflate: 170_000 } },
  },
  'layer-to-spare': {
    'the largest is sensitive': { 4: { correct: 900 } },
    'the last is sensitive': { 5: { correct: 900 } },
    'the first is not': { 0: { correct: 960 } },
    'all lose about alike': { 1: { correct: 870 }, 2: { correct: 870 } },
  },
  'kept-mask': {
    'zeros are lost under the mask': { 1: { correct: 967, zeros: 0.89 } },
    'zeros stay without the mask': { 2: { correct: 974, zeros: 0.9 } },
    'training wins nothing back': { 1: { correct: 800 } },
  },
  'very-few-bits': {
    'int8 loses a point, which training wins back': { 0: { correct: 970 } },
    'training harms int8': { 1: { correct: 970 } },
    'two bits lose little without training': { 2: { correct: 900 } },
    'two bits stay far below after training': { 3: { correct: 900 } },
    'training adds bytes': { 3: { correct: 960, dense: 70_000 } },
  },
};

describe.each([...BANK])('$id', (item) => {
  const good = BEARS_OUT[item.id]!;
  const measure = (figures: readonly (Figures | undefined)[]) =>
    item.experiment.trials.map((trial, at) => reportOf(trial, figures[at]));

  test('is borne out by the shipped model', async () => {
    const reports = await measureAll(item.experiment);
    expect(item.holds(reports), `${item.claim}\n${seen(item.experiment, reports)}`).toBe(true);
  });

  test('is borne out by figures that agree', () => {
    expect(good).toHaveLength(item.experiment.trials.length);
    expect(item.holds(measure(good))).toBe(true);
  });

  test.each(Object.entries(REFUTES[item.id]!))('is refuted where %s', (_, changes) => {
    expect(item.holds(measure(good.map((figures, at) => changes[at] ?? figures)))).toBe(false);
  });

  test('is not borne out while a report is missing', () => {
    expect(item.holds(measure(good).slice(0, -1))).toBe(false);
    expect(item.holds([])).toBe(false);
  });
});
