import fc from 'fast-check';
import { layoutOf as codingLayout } from '../../../src/core/encode/coding-bytes';
import type { CodedKernel, CodedNetwork, NetworkLayout } from '../../../src/core/encode/network';
import { fromStoredCodes } from '../../../src/core/encode/stored-codes';
import { fromFloat16 } from '../../../src/core/quantize/float16';
import { bitsOf, legal, parameters } from './quantized';

/** Zeros before a weight: often few, sometimes more than the widest gap or two of them hold. */
const run = fc.oneof({ weight: 4, arbitrary: fc.nat(4) }, { weight: 1, arbitrary: fc.nat(700) });

/** Which weights are kept, as a mask of whole rows, from none to all. */
function masks(channels: number): fc.Arbitrary<Uint8Array> {
  // Runs of zeros with one kept weight between any two.
  const sparse = fc.array(run, { minLength: 1, maxLength: 12 }).map((runs) => {
    const mask = rows(
      runs.reduce((length, zeros) => length + zeros + 1, -1),
      channels,
    );
    let position = -1;
    for (const zeros of runs.slice(0, -1)) mask[(position += zeros + 1)] = 1;
    return mask;
  });
  const full = fc.nat(40).map((weights) => rows(weights, channels).fill(1, 0, weights));
  return fc.oneof({ weight: 4, arbitrary: sparse }, { weight: 1, arbitrary: full });
}

function rows(weights: number, channels: number): Uint8Array {
  return new Uint8Array(Math.ceil(weights / channels) * channels);
}

/** Zero, then values of any kind but zero, infinities and NaN among them. */
const codebooks = fc
  .uniqueArray(
    fc.float().filter((value) => value !== 0),
    { maxLength: 255 },
  )
  .map((values) => Float32Array.of(0, ...values));

const valueCycle = <T>(value: fc.Arbitrary<T>) => fc.array(value, { minLength: 1, maxLength: 40 });

/** Float32 kernels, with −0, infinities and NaN among the weights. */
export const floatKernel: fc.Arbitrary<CodedKernel> = fc
  .integer({ min: 1, max: 5 })
  .chain((channels) =>
    fc.tuple(masks(channels), valueCycle(fc.float())).map(([mask, cycle]) => ({
      weights: Float32Array.from(mask, (kept, i) => (kept ? cycle[i % cycle.length]! : 0)),
      channels,
    })),
  );

/** Float16 kernels, with −0 and subnormal numbers among the weights. */
export const float16Kernel: fc.Arbitrary<CodedKernel> = floatKernel.map(
  ({ weights, channels }) => ({
    // All bits but the exponent's highest, so that none is infinite or NaN.
    weights: fromFloat16(
      Uint16Array.from(bitsOf(weights), (bits) => (bits ^ (bits >>> 16)) & 0xbfff),
    ),
    channels,
    coding: 'float16',
  }),
);

/** Kernels of 2 to 8 bits in both schemes, with a scale a channel. */
const linearKernel: fc.Arbitrary<CodedKernel> = parameters.chain((parameters) => {
  const channels = parameters.scales.length;
  return fc.tuple(masks(channels), valueCycle(fc.nat(255))).map(([mask, cycle]) => {
    const codes = Uint8Array.from(mask, (_, i) => legal(cycle[i % cycle.length]!, parameters));
    const weights = fromStoredCodes(codes, parameters).map((weight, i) => (mask[i] ? weight : 0));
    return { weights, channels, coding: parameters };
  });
});

/** Kernels with a codebook of 1 to 256 values, whether or not all are used. */
const codebookKernel: fc.Arbitrary<CodedKernel> = fc
  .tuple(fc.integer({ min: 1, max: 5 }), codebooks)
  .chain(([channels, codebook]) =>
    fc.tuple(masks(channels), valueCycle(fc.nat(255))).map(([mask, cycle]) => ({
      weights: Float32Array.from(mask, (kept, i) =>
        kept ? codebook[cycle[i % cycle.length]! % codebook.length]! : 0,
      ),
      channels,
      coding: { codebook },
    })),
  );

/** Kernels whose symbols are codes or indices, of 8 bits at most. */
export const quantizedKernel = fc.oneof(linearKernel, codebookKernel);

export const network: fc.Arbitrary<CodedNetwork> = fc.record({
  kernels: fc.oneof(
    fc.array(quantizedKernel, { maxLength: 3 }),
    fc.array(fc.oneof(floatKernel, float16Kernel, quantizedKernel), { maxLength: 3 }),
  ),
  biases: fc.array(fc.float32Array({ maxLength: 10 }), { maxLength: 3 }),
});

export function layoutOf({ kernels, biases }: CodedNetwork): NetworkLayout {
  return {
    kernels: kernels.map(({ weights: { length: weights }, channels, coding }) => ({
      weights,
      channels,
      coding: codingLayout(coding),
    })),
    biases: biases.map((bias) => bias.length),
  };
}

/** The bits of weights as they come back: those of −0 are those of 0. */
function decodedBits(weights: Float32Array): Uint32Array {
  return bitsOf(weights).map((bits) => (bits === 0x8000_0000 ? 0 : bits));
}

/** Quantized weights with a scale of 1: their codes are the weights. */
export function whole(bits: number, channels: number, weights: readonly number[]): CodedKernel {
  return {
    weights: Float32Array.from(weights),
    channels,
    coding: { bits, scales: Float32Array.of(1) },
  };
}

/** Weights with a codebook. */
export function coded(codebook: readonly number[], weights: readonly number[]): CodedKernel {
  return {
    weights: Float32Array.from(weights),
    channels: 1,
    coding: { codebook: Float32Array.from(codebook) },
  };
}

/** Whether weights have the same bits; `toEqual` takes a second for some hundred thousand. */
export function sameBits(decoded: Float32Array, original: Float32Array): boolean {
  const expected = decodedBits(original);
  return (
    bitsOf(decoded).every((bits, i) => bits === expected[i]) && decoded.length === original.length
  );
}
