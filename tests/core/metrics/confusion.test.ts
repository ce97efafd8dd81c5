import { expect, test } from 'vitest';
import { confusion } from '../../../src/core/metrics/confusion';

test('rows are labels, columns predicted classes', () => {
  expect(confusion([0, 0, 0, 1, 2], [0, 1, 1, 1, 0], 3)).toEqual([
    [1, 2, 0],
    [0, 1, 0],
    [1, 0, 0],
  ]);
});

test('every row has cells of its own', () => {
  const matrix = confusion([0], [0], 2);
  matrix[0]![1] = 5;
  expect(matrix).toEqual([
    [1, 5],
    [0, 0],
  ]);
});

test('without images all cells are 0', () => {
  expect(confusion([], [], 2)).toEqual([
    [0, 0],
    [0, 0],
  ]);
});

test('a class that is not there is refused with its image', () => {
  expect(() => confusion([0, 1], [0, 10], 10)).toThrow(
    'Image 1 has label 1 and prediction 10; classes are 0 to 9.',
  );
  expect(() => confusion([-1], [0], 10)).toThrow(RangeError);
  expect(() => confusion([0], [NaN], 10)).toThrow(RangeError);
  expect(() => confusion([0, 1], [0], 10)).toThrow('2 labels, but 1 predictions.');
});
