import { describe, expect, test } from 'vitest';
import { activationPicture } from '../../../src/core/pictures/activation-picture';

const outputs = (shape: number[], ...values: number[]) => ({
  shape,
  values: Float32Array.from(values),
});
const conv = { name: 'conv1', kind: 'Conv2D' };

describe('the picture of a layer', () => {
  test('lays feature maps side by side, channels apart that alternate in memory', () => {
    // Two maps of 1 × 2: the first has 0 and 4, the second 2 and 1.
    const { before } = activationPicture(
      conv,
      outputs([1, 2, 2], 0, 2, 4, 1),
      outputs([1, 2, 2], 0, 0, 0, 0),
    );
    expect([before.width, before.height]).toEqual([5, 1]);
    expect([...before.ink]).toEqual([0, 255, 64, 128, 64]);
  });

  test('draws both sides to one scale, which holds 0', () => {
    const picture = activationPicture(conv, outputs([3], 1, 2, 3), outputs([3], -1, 0, 1));
    expect([picture.low, picture.high]).toEqual([-1, 3]);
    expect([...picture.before.ink]).toEqual([128, 191, 255]);
    expect([...picture.after.ink]).toEqual([0, 64, 128]);
  });

  test('is blank where everything is 0', () => {
    const picture = activationPicture(conv, outputs([2], 0, 0), outputs([2], 0, 0));
    expect([...picture.before.ink, ...picture.after.ink]).toEqual([0, 0, 0, 0]);
    expect(picture).toMatchObject({ low: 0, high: 0, difference: 0, before: { zeros: 1 } });
  });

  test('tells the mean difference, magnitudes and zeros', () => {
    const picture = activationPicture(conv, outputs([4], 1, -1, 0, 2), outputs([4], 0, -1, 0, 2.5));
    expect(picture.difference).toBe(1.5 / 4);
    expect(picture.before).toMatchObject({ meanMagnitude: 1, zeros: 0.25 });
    expect(picture.after).toMatchObject({ meanMagnitude: 3.5 / 4, zeros: 0.5 });
  });

  test('has no difference where units were removed, and as many in a row on both sides', () => {
    const many = outputs([120], ...new Array<number>(120).fill(1));
    const few = outputs([60], ...new Array<number>(60).fill(1));
    const { before, after, difference } = activationPicture(conv, many, few);
    expect(difference).toBeUndefined();
    expect([before.width, before.height, after.width, after.height]).toEqual([50, 3, 50, 2]);
    // What is beyond the last unit is blank.
    expect(after.ink.slice(60).every((ink) => ink === 0)).toBe(true);
  });
});
