import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Encoding } from '../../../src/core/encode/encoding';
import { encodings } from '../../../src/core/encode/encodings';
import {
  decodeNetwork,
  encodeNetwork,
  type CodedKernel,
  type CodedNetwork,
} from '../../../src/core/encode/network';
import { coded, layoutOf, network, sameBits, whole } from './kernels';
import { bitsOf } from './quantized';

const onlyQuantized = new Set(['huffman', 'relativeHuffman', 'adaptive']);
const isQuantized = ({ coding }: CodedKernel) => coding !== undefined && coding !== 'float16';
const all = Object.entries(encodings).map(([name, encoding]) => ({
  name,
  encoding: encoding as Encoding,
}));

/** The payload, and what it decodes to; undefined where the encoding does not apply. */
async function roundTrip(original: CodedNetwork, encoding: Encoding) {
  const bytes = await encodeNetwork(original, encoding);
  return bytes && { bytes, decoded: await decodeNetwork(bytes, layoutOf(original), encoding) };
}

function expectSame(decoded: CodedNetwork, original: CodedNetwork) {
  expect(decoded.kernels).toHaveLength(original.kernels.length);
  decoded.kernels.forEach(({ weights }, i) => {
    expect(sameBits(weights, original.kernels[i]!.weights)).toBe(true);
  });
  expect(decoded.kernels.map(({ coding }) => coding)).toEqual(
    original.kernels.map(({ coding }) => coding),
  );
  expect(decoded.biases.map(bitsOf)).toEqual(original.biases.map(bitsOf));
}

describe.each(all)('$name', ({ name, encoding }) => {
  test('any network that it holds comes back bit for bit', async () => {
    let held = 0;
    await fc.assert(
      fc.asyncProperty(network, async (original) => {
        const result = await roundTrip(original, encoding);
        if (!result) return;
        held++;
        expectSame(result.decoded, original);
      }),
      { numRuns: 2000 },
    );
    expect(held).toBeGreaterThan(1000);
  });

  test('it holds every network whose kernels are quantized', async () => {
    await fc.assert(
      fc.asyncProperty(network, async (original) => {
        const bytes = await encodeNetwork(original, encoding);
        if (original.kernels.every(isQuantized)) expect(bytes).toBeDefined();
        else if (onlyQuantized.has(name)) expect(bytes).toBeUndefined();
      }),
    );
  });

  test('a payload cut short anywhere, or a byte too long, is refused', async () => {
    await fc.assert(
      fc.asyncProperty(
        network,
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        async (original, at) => {
          const bytes = await encodeNetwork(original, encoding);
          if (!bytes) return;
          const layout = layoutOf(original);
          const decode = (payload: Uint8Array) => decodeNetwork(payload, layout, encoding);
          if (bytes.length > 0) {
            const cut = bytes.subarray(0, Math.floor(at * bytes.length));
            await expect(decode(cut)).rejects.toThrow(RangeError);
          }
          const long = new Uint8Array(bytes.length + 1);
          long.set(bytes);
          await expect(decode(long)).rejects.toThrow(RangeError);
        },
      ),
      { numRuns: 300 },
    );
  });

  test('altered bytes are refused or give as many weights: nothing hangs', async () => {
    // Half of the changes are to the first bytes, where counts and tables are.
    const place = fc.oneof(fc.nat(15), fc.nat());
    const changes = fc.array(fc.tuple(place, fc.nat(255)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(network, changes, async (original, changes) => {
        const bytes = await encodeNetwork(original, encoding);
        if (!bytes || bytes.length === 0) return;
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        await expectRefusedOrWhole(bytes, original);
      }),
      { numRuns: 1000 },
    );
  });

  test('bytes of any kind are refused or give as many weights', async () => {
    await fc.assert(
      fc.asyncProperty(network, fc.uint8Array({ maxLength: 300 }), async (original, bytes) => {
        await expectRefusedOrWhole(bytes, original);
      }),
      { numRuns: 1000 },
    );
  });

  async function expectRefusedOrWhole(bytes: Uint8Array, original: CodedNetwork) {
    try {
      const decoded = await decodeNetwork(bytes, layoutOf(original), encoding);
      expect(decoded.kernels.map(({ weights }) => weights.length)).toEqual(
        original.kernels.map(({ weights }) => weights.length),
      );
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError);
    }
  }

  test.each<[string, CodedKernel]>([
    ['no weights', whole(8, 4, [])],
    ['no channels', { weights: new Float32Array(0), channels: 0 }],
    ['one zero', whole(2, 1, [0])],
    ['one weight', whole(8, 1, [-127])],
    ['zeros only', whole(5, 10, new Array(1000).fill(0))],
    ['one value only', whole(4, 10, new Array(1000).fill(7))],
    ['no zero', whole(8, 3, [1, 2, 3, 4, 5, 6])],
    ['float32 zeros', { weights: new Float32Array(1000), channels: 10 }],
    ['one float32 weight', { weights: Float32Array.of(-1.5), channels: 1 }],
    ['one float16 weight', { weights: Float32Array.of(-1.5), channels: 1, coding: 'float16' }],
    ['zeros alone in the codebook', coded([0], new Array(1000).fill(0))],
    ['an unused codebook', coded([0, 0.1, 0.2], new Array(1000).fill(0))],
    ['one value and zero', coded([0, -0.1], [0, -0.1, -0.1, 0])],
    ['no zero but in the codebook', coded([0, -0.1], [-0.1, -0.1])],
    ['no weights but a codebook', coded([0, 1, 2], [])],
    ['zeros after one weight', whole(8, 1, [1, ...new Array<number>(70_000).fill(0)])],
    ['zeros before one weight', whole(8, 1, [...new Array<number>(70_000).fill(0), 1])],
  ])('a kernel of %s comes back', async (_, kernel) => {
    const original = { kernels: [kernel], biases: [] };
    const result = await roundTrip(original, encoding);
    if (result) expectSame(result.decoded, original);
    else expect(onlyQuantized.has(name) && !isQuantized(kernel)).toBe(true);
  });

  test('zero is the code z of its channel, and comes back as 0, not −0', async () => {
    const coding = {
      bits: 8,
      scales: Float32Array.of(0.1, 0.3),
      zeroPoints: Uint8Array.of(0, 200),
    };
    const kernel = { weights: Float32Array.of(0, -0, -0, 0), channels: 2, coding };
    const result = await roundTrip({ kernels: [kernel], biases: [] }, encoding);
    const { weights } = result!.decoded.kernels[0]!;
    expect(bitsOf(weights)).toEqual(new Uint32Array(4));
  });

  test('−0 comes back as 0 from a codebook and from float16', async () => {
    const weights = Float32Array.of(0, -0, -1);
    const codings = [{ codebook: Float32Array.of(0, -1) }, 'float16'] as const;
    for (const coding of codings) {
      const result = await roundTrip(
        { kernels: [{ weights, channels: 1, coding }], biases: [] },
        encoding,
      );
      if (!result) expect(onlyQuantized.has(name) && coding === 'float16').toBe(true);
      else
        expect(bitsOf(result.decoded.kernels[0]!.weights)).toEqual(
          bitsOf(Float32Array.of(0, 0, -1)),
        );
    }
  });

  test.each([0, 257])('a codebook of %d values is refused when reading, too', async (codebook) => {
    const layout = { kernels: [{ weights: 1, channels: 1, coding: { codebook } }], biases: [] };
    await expect(decodeNetwork(new Uint8Array(9), layout, encoding)).rejects.toThrow(
      new RangeError(`A codebook has ${codebook} values, expected 1 to 256.`),
    );
  });

  test('bits out of range are refused when reading, too', async () => {
    const coding = { bits: 9, scheme: 'symmetric', scales: 1 } as const;
    const layout = { kernels: [{ weights: 1, channels: 1, coding }], biases: [] };
    await expect(decodeNetwork(new Uint8Array(9), layout, encoding)).rejects.toThrow(
      new RangeError('Codes have 9 bits, expected 2 to 8.'),
    );
  });
});

test('kernel by kernel: tables, indices, weights, scales, zero-points; biases last', async () => {
  const [tables, indices, weights] = [1, 2, 3].map((byte) => Uint8Array.of(byte));
  const tagged: Encoding = {
    encode: () => ({ weights: weights!, indices, tables }),
    decode: () => new Uint8Array(0),
  };
  const kernel = {
    weights: new Float32Array(0),
    channels: 1,
    coding: { bits: 8, scales: Float32Array.of(1), zeroPoints: Uint8Array.of(4) },
  };
  const bytes = await encodeNetwork(
    { kernels: [kernel, kernel], biases: [Float32Array.of(-2)] },
    tagged,
  );
  const one = [0, 0, 0x80, 0x3f];
  expect([...bytes!]).toEqual([1, 2, 3, ...one, 4, 1, 2, 3, ...one, 4, 0, 0, 0, 0xc0]);
});

test.each([
  [1, '10 bytes inflate to more than 1.'],
  [3, 'The stream inflates to 2 bytes, expected 3.'],
])('a payload that inflates to 2 bytes is no kernel of %d weights', async (weights, message) => {
  const bytes = await encodeNetwork(
    { kernels: [whole(8, 1, [1, 2])], biases: [] },
    encodings.deflate,
  );
  const layout = layoutOf({ kernels: [whole(8, 1, new Array(weights).fill(1))], biases: [] });
  await expect(decodeNetwork(bytes!, layout, encodings.deflate)).rejects.toThrow(
    new RangeError(message),
  );
});
