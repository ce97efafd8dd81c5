import { describe, expect, test } from 'vitest';
import {
  computing,
  differenceWords,
  output,
  shapeWords,
} from '../../src/app/experiments/activations';
import { otherWeights, scaleWords, sqnrWords } from '../../src/app/experiments/layer-table';
import { activationPicture } from '../../src/core/pictures/activation-picture';

const dense = (...values: number[]) => ({
  shape: [values.length],
  values: Float32Array.from(values),
});
const picture = (before: number[], after: number[], kind = 'Dense') =>
  activationPicture({ name: 'fc1', kind }, dense(...before), dense(...after));

describe('the table of layers', () => {
  test('calls weights that have not changed exact, and others by their decibels', () => {
    expect(sqnrWords({}, false)).toBe('exact');
    expect(sqnrWords({ sqnr: 0 }, false)).toBe('0.0 dB');
    expect(sqnrWords({ sqnr: 31.4159 }, false)).toBe('31.4 dB');
  });

  test('compares no trained weights with those before training', () => {
    expect(sqnrWords({}, true)).toBe('–');
    expect(sqnrWords({ sqnr: 31.4159 }, true)).toBe('–');
  });

  test('tells one scale, the range of many, and what there is in place of them', () => {
    expect(scaleWords({ scales: { count: 1, min: 0.5, max: 0.5 } })).toBe('0.500');
    expect(scaleWords({ scales: { count: 20, min: 0.01, max: 0.25 } })).toBe(
      '0.0100 to 0.250 (20)',
    );
    expect(scaleWords({ distinct: 16 })).toBe('codebook');
    expect(scaleWords({})).toBe('none');
  });

  test('counts biases as float32', () => {
    expect(otherWeights({ parameters: { kernels: 9, others: 410 } })).toEqual({
      parameters: 410,
      bytes: 1640,
    });
  });
});

describe('what a layer answers', () => {
  test('is compared by the mean difference and its share of what it was', () => {
    expect(differenceWords(picture([1, 3], [1, 2]))).toBe(
      'Differs by 0.5 on average, 25% of the mean magnitude before.',
    );
    expect(differenceWords(picture([0, 0], [0, 2]))).toBe('Differs by 1 on average.');
    expect(differenceWords(picture([1, 3], [1, 3]))).toBe('The same as before.');
    expect(differenceWords(picture([1, 3], [1]))).toBe(
      'Fewer outputs than before: not compared one by one.',
    );
  });

  test('is left out where a layer only passes on what it reads', () => {
    const layers = [picture([1], [1], 'Flatten'), picture([1], [1])];
    expect(computing(layers).map(({ kind }) => kind)).toEqual(['Dense']);
  });

  test('has a shape in words, and numbers with a true minus', () => {
    expect(shapeWords([24, 24, 20])).toBe('20 feature maps of 24 × 24');
    expect(shapeWords([300])).toBe('300 outputs');
    expect(output(-0.744444)).toBe('−0.744');
    expect(output(0)).toBe('0');
  });
});
