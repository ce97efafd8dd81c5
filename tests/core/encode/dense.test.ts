import { describe, expect, test } from 'vitest';
import { dense } from '../../../src/core/encode/dense';
import { decodeNetwork, encodeNetwork } from '../../../src/core/encode/network';
import type { Coding } from '../../../src/core/quantize/coding';

describe('LeNet-300-100, 266,200 weights and 410 biases', () => {
  const layers = [
    { weights: 784 * 300, channels: 300 },
    { weights: 300 * 100, channels: 100 },
    { weights: 100 * 10, channels: 10 },
  ];
  const bytes = async (codingOf?: (channels: number) => Coding) => {
    const kernels = layers.map(({ weights, channels }) => ({
      weights: new Float32Array(weights),
      channels,
      coding: codingOf?.(channels),
    }));
    const biases = layers.map(({ channels }) => new Float32Array(channels));
    return (await encodeNetwork({ kernels, biases }, dense))?.length;
  };
  const ones = (length: number) => new Float32Array(length).fill(1);

  test('float32: four bytes a parameter', async () => {
    expect(await bytes()).toBe(1_066_440);
  });

  test('int8 per tensor: a byte a weight, three scales, float32 biases', async () => {
    expect(await bytes(() => ({ bits: 8, scales: ones(1) }))).toBe(266_200 + 3 * 4 + 410 * 4);
  });

  test('int8 per channel: 410 scales', async () => {
    expect(await bytes((channels) => ({ bits: 8, scales: ones(channels) }))).toBe(
      266_200 + 410 * 4 + 410 * 4,
    );
  });

  test('asymmetric adds a byte a scale', async () => {
    const asymmetric = (channels: number) => ({
      bits: 8,
      scales: ones(channels),
      zeroPoints: new Uint8Array(channels),
    });
    expect(await bytes(asymmetric)).toBe(266_200 + 410 * 5 + 410 * 4);
  });

  test('float16: two bytes a weight, float32 biases', async () => {
    expect(await bytes(() => 'float16')).toBe(2 * 266_200 + 410 * 4);
  });

  test('a codebook of 32 values: 5 bits a weight, 128 bytes a kernel', async () => {
    const codebook = Float32Array.from({ length: 32 }, (_, i) => i);
    expect(await bytes(() => ({ codebook }))).toBe(147_000 + 18_750 + 625 + 3 * 32 * 4 + 410 * 4);
  });

  test('3 bits: each kernel’s codes end on a whole byte', async () => {
    expect(await bytes(() => ({ bits: 3, scales: ones(1) }))).toBe(
      88_200 + 11_250 + 375 + 3 * 4 + 410 * 4,
    );
  });
});

test('the order is symbols, scales, zero-points, kernel by kernel, then biases', async () => {
  const network = {
    kernels: [
      {
        weights: Float32Array.of(-1, 0, 1),
        channels: 3,
        coding: { bits: 2, scales: Float32Array.of(1), zeroPoints: Uint8Array.of(2) },
      },
      { weights: Float32Array.of(2), channels: 1 },
    ],
    biases: [Float32Array.of(-2)],
  };
  const bytes = await encodeNetwork(network, dense);
  const one = [0, 0, 0x80, 0x3f];
  expect([...bytes!]).toEqual([0b010011, ...one, 2, 0, 0, 0, 0x40, 0, 0, 0, 0xc0]);
});

test('a view into a larger buffer gives only its own values', async () => {
  const weights = Float32Array.of(7, 1, 2, 7).subarray(1, 3);
  const kernels = [{ weights, channels: 1 }];
  expect(await encodeNetwork({ kernels, biases: [] }, dense)).toEqual(
    Uint8Array.of(0, 0, 0x80, 0x3f, 0, 0, 0, 0x40),
  );
});

test('a payload cut short or too long is refused with both lengths', async () => {
  const layout = { kernels: [{ weights: 2, channels: 1 }], biases: [1] };
  await expect(decodeNetwork(new Uint8Array(11), layout, dense)).rejects.toThrow(
    new RangeError('The payload ends after 11 bytes, expected at least 12.'),
  );
  await expect(decodeNetwork(new Uint8Array(13), layout, dense)).rejects.toThrow(
    new RangeError('The payload has 13 bytes, expected 12.'),
  );
});
