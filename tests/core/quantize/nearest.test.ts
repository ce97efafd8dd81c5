import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toNearest } from '../../../src/core/quantize/nearest';

test('half-way between two codes the lower one is taken', () => {
  const codes = Float32Array.of(-2, 0, 1);
  expect([...toNearest(Float32Array.of(-9, -1, -0.99, 0.5, 0.51, 9), codes)]).toEqual([
    -2, -2, 0, 0, 1, 1,
  ]);
});

test('no code is nearer than the one taken', () => {
  const finite = fc.float({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(
      fc.array(finite, { maxLength: 50 }),
      fc.array(finite, { minLength: 1, maxLength: 20 }),
      (values, codes) => {
        const sorted = Float32Array.from(codes).sort();
        toNearest(Float32Array.from(values), sorted).forEach((nearest, i) => {
          const distance = Math.abs(nearest - values[i]!);
          for (const code of codes)
            expect(distance).toBeLessThanOrEqual(Math.abs(code - values[i]!));
        });
      },
    ),
    { numRuns: 1000 },
  );
});
