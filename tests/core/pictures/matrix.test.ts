import { describe, expect, test } from 'vitest';
import { matrixPicture } from '../../../src/core/pictures/matrix';

describe('matrixPicture', () => {
  test('has a cell a weight where there are few, and only zeros are blank', () => {
    const before = Float32Array.of(1, -1, 1, 1e-9, -1, 1);
    const after = Float32Array.of(1, 0, -0, 1e-9, -1, 0);
    const picture = matrixPicture(before, after, 2);
    expect([picture.rows, picture.columns]).toEqual([3, 2]);
    expect([...picture.after].map((ink) => ink > 0)).toEqual([
      true,
      false,
      false,
      true,
      true,
      false,
    ]);
    expect(picture.before.every((ink) => ink > 0)).toBe(true);
  });

  test('draws a weight of three root mean squares in full, and one of 1.2 in two fifths', () => {
    // Nine cells of 1 and eight of 0: the mean square is 9/17.
    const rms = Math.sqrt(9 / 17);
    const before = Float32Array.from({ length: 17 }, (_, i) => (i % 2 ? 0 : 1));
    const after = new Float32Array(17);
    after[0] = 3 * rms;
    after[1] = 1.2 * rms;
    after[2] = 30 * rms;
    const picture = matrixPicture(before, after, 1);
    expect([...picture.after.subarray(0, 4)]).toEqual([255, 102, 255, 0]);
  });

  test('puts the weights of a large matrix together in blocks that cover it all', () => {
    const [inputs, channels] = [700, 650];
    const before = new Float32Array(inputs * channels).fill(2);
    const after = new Float32Array(inputs * channels);
    after[after.length - 1] = 6;
    const picture = matrixPicture(before, after, channels);
    expect([picture.rows, picture.columns]).toEqual([234, 217]);
    // All alike: a third of what three root mean squares are drawn with.
    expect(new Set(picture.before)).toEqual(new Set([85]));
    expect(picture.after.findIndex((ink) => ink > 0)).toBe(234 * 217 - 1);
    // The last block has 1 of 3 rows and 2 of 3 columns: a mean of 3, to the scale of 2.
    expect(picture.after.at(-1)).toBe(128);
  });
});
