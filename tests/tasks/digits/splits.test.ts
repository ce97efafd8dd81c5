import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { PIXELS } from '../../../src/tasks/digits/frame';
import {
  CLASSES,
  TEST_IMAGES,
  TEST_SET_HASH,
  drawImage,
  drawImages,
  drawTestSet,
  hashOf,
  labelOf,
  type Split,
} from '../../../src/tasks/digits/splits';

const SPLITS: Split[] = ['train', 'validation', 'finetune', 'test'];
const IMAGES_OF_EACH = 6000;

describe('splits', () => {
  test('no two of 24,000 images are equal, within a split or across', () => {
    const seen = new Map<string, string>();
    for (const split of SPLITS) {
      const { pixels } = drawImages(split, 0, IMAGES_OF_EACH);
      for (let i = 0; i < IMAGES_OF_EACH; i++) {
        const image = pixels.subarray(i * PIXELS, (i + 1) * PIXELS);
        const hash = createHash('sha256').update(image).digest('base64');
        expect(seen.get(hash), `${split} ${i}`).toBeUndefined();
        seen.set(hash, `${split} ${i}`);
      }
    }
    expect(seen.size).toBe(SPLITS.length * IMAGES_OF_EACH);
  });

  test('an image is the same whatever was drawn before', () => {
    const together = drawImages('finetune', 0, 50);
    const alone = new Uint8Array(PIXELS);
    expect(drawImage('finetune', 37, alone)).toBe(together.labels[37]);
    expect(alone).toEqual(together.pixels.subarray(37 * PIXELS, 38 * PIXELS));
  });

  test.each(SPLITS)('every ten images of %s hold each digit once, in changing order', (split) => {
    const orders = new Set<string>();
    for (let ten = 0; ten < 50; ten++) {
      const labels = Array.from({ length: CLASSES }, (_, i) => labelOf(split, ten * CLASSES + i));
      expect(labels.toSorted()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      orders.add(labels.join());
    }
    expect(orders.size).toBe(50);
  });

  test('the test set has 100 images of each digit and the recorded hash', () => {
    const digits = drawTestSet();
    const counts = new Array<number>(CLASSES).fill(0);
    for (const label of digits.labels) counts[label]!++;
    expect(counts).toEqual(new Array(CLASSES).fill(100));
    expect(digits.pixels.length).toBe(TEST_IMAGES * PIXELS);
    expect(hashOf(digits)).toBe(TEST_SET_HASH);
  });

  test('the hash is FNV-1a: of "foobar", as its authors publish', () => {
    const bytes = new TextEncoder().encode('foobar');
    const halves = { labels: bytes.subarray(0, 3), pixels: bytes.subarray(3) };
    expect(hashOf(halves)).toBe(0xbf9cf968);
  });

  test('one changed pixel changes the hash', () => {
    const digits = drawImages('test', 0, 10);
    const before = hashOf(digits);
    digits.pixels[400]! ^= 1;
    expect(hashOf(digits)).not.toBe(before);
  });
});
