/** Which images are for training, choosing, tuning and judging: they never share a seed. */

import { Random } from '../../core/random';
import { HARD, NATURAL, WIDE, type Difficulty } from './difficulty';
import { drawDigit } from './draw';
import { PIXELS } from './frame';

/** What the networks are trained on, chosen by, fine-tuned on in the page, and judged on. */
export type Split = 'train' | 'validation' | 'finetune' | 'test';

export const CLASSES = 10;
/** Images of the test split that every figure on the page is measured on: 100 a class. */
export const TEST_IMAGES = 1000;
/** The hash of the test set, the same in every engine. */
export const TEST_SET_HASH = 1300388408;

const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** Image by image of every class, over and over. */
const DIFFICULTIES: Record<Split, readonly Difficulty[]> = {
  train: [HARD],
  validation: [NATURAL],
  finetune: [HARD, WIDE],
  test: [NATURAL],
};

/** Images with their digits. */
export interface Digits {
  /** 28×28 bytes an image, row by row; 0 is paper, 255 is ink. */
  readonly pixels: Uint8Array;
  /** The digit of each image, 0 to 9. */
  readonly labels: Uint8Array;
}

const random = new Random();
const order = new Uint8Array(CLASSES);

/** The digit of image `index` of `split`. Every ten images from a multiple of ten hold each once. */
export function labelOf(split: Split, index: number): number {
  for (let digit = 0; digit < CLASSES; digit++) order[digit] = digit;
  random.seed('labels', split, Math.floor(index / CLASSES)).shuffle(order);
  return order[index % CLASSES]!;
}

/**
 * Draws image `index` of `split` into `out` from `offset`, the same whatever was drawn before.
 *
 * @returns its digit.
 */
export function drawImage(split: Split, index: number, out: Uint8Array, offset = 0): number {
  const digit = labelOf(split, index);
  const difficulties = DIFFICULTIES[split];
  const difficulty = difficulties[Math.floor(index / CLASSES) % difficulties.length]!;
  drawDigit(digit, difficulty, random.seed('image', split, index), out, offset);
  return digit;
}

/** Draws `count` images of `split` from image `first`. */
export function drawImages(split: Split, first: number, count: number): Digits {
  const pixels = new Uint8Array(count * PIXELS);
  const labels = new Uint8Array(count);
  for (let i = 0; i < count; i++) labels[i] = drawImage(split, first + i, pixels, i * PIXELS);
  return { pixels, labels };
}

/**
 * The 1,000 images that every figure is measured on.
 *
 * @throws Error when this engine draws them otherwise than they were drawn for the models' cards.
 */
export function drawTestSet(): Digits {
  const digits = drawImages('test', 0, TEST_IMAGES);
  const hash = hashOf(digits);
  if (hash !== TEST_SET_HASH) {
    throw new Error(
      `The test set has the hash ${hash}; the models were judged on ${TEST_SET_HASH}`,
    );
  }
  return digits;
}

/** The hash of the labels and then the pixels. */
export function hashOf({ labels, pixels }: Digits): number {
  return hashBytes(pixels, hashBytes(labels));
}

/** FNV-1a, 32 bits (Fowler, Noll and Vo), of bytes, or of bytes after those that have a hash already. */
export function hashBytes(bytes: Uint8Array, before = FNV_OFFSET): number {
  let hash = before;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i]!, FNV_PRIME);
  return hash >>> 0;
}
