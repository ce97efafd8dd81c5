import fc from 'fast-check';
import { expect, test } from 'vitest';
import { bitmask } from '../../../src/core/encode/bitmask';
import type { Sections } from '../../../src/core/encode/encoding';
import { nonZeroValues, toSymbols } from '../../../src/core/encode/symbols';
import { floatKernel, quantizedKernel } from './kernels';

test('a bit a weight, lowest first, then the codes that are not zero', () => {
  const values = Uint8Array.of(0, 5, 0, 0, 0, 0, 0, 6, 0, 7);
  expect(bitmask.encode({ bits: 4, channels: 2, values })).toEqual({
    indices: Uint8Array.of(0b1000_0010, 0b10),
    weights: Uint8Array.of(0x65, 0x07),
  });
});

test('⌈n/8⌉ + ⌈z·b/8⌉ bytes', () => {
  fc.assert(
    fc.property(fc.oneof(floatKernel, quantizedKernel), ({ weights, channels, coding }) => {
      const symbols = { ...toSymbols(weights, coding), channels };
      const { indices, weights: kept } = bitmask.encode(symbols) as Sections;
      expect(indices).toHaveLength(Math.ceil(weights.length / 8));
      expect(kept).toHaveLength(Math.ceil((nonZeroValues(symbols).length * symbols.bits) / 8));
    }),
    { numRuns: 1000 },
  );
});
