import type { Cut } from '../../../src/core/prune/cut';
import type { QuantizationParameters } from '../../../src/core/quantize/parameters';
import { codeLimits } from '../../../src/core/quantize/parameters';
import { Random } from '../../../src/core/random';

/** The float32 `steps` units in the last place away from x. */
function ulps(x: number, steps: number): number {
  const value = Float32Array.of(x);
  new Int32Array(value.buffer)[0]! += steps;
  return value[0]!;
}

/** What makes rounding go wrong, as a magnitude of scales. */
export const MAGNITUDES = { tiny: 2 ** -99, ordinary: 2 ** -8, huge: 2 ** 116 } as const;

/**
 * Scales with random mantissas, and weights that lie on the ties of their codes or up to two units in
 * the last place off, on codes, at the ends of the range, and anywhere in it.
 */
export function nearTies(
  length: number,
  channels: number,
  { bits, scheme }: { bits: number; scheme: 'symmetric' | 'asymmetric' },
  magnitude: number,
  seed: number,
): { values: Float32Array; parameters: QuantizationParameters } {
  const random = new Random('near ties', seed);
  const scales = Float32Array.from({ length: channels }, () => magnitude * random.uniform(1, 2));
  const parameters: QuantizationParameters =
    scheme === 'symmetric'
      ? { bits, scales }
      : {
          bits,
          scales,
          zeroPoints: Uint8Array.from({ length: channels }, () => random.integer(2 ** bits)),
        };
  const [lowest, highest] = codeLimits(parameters);
  const values = Float32Array.from({ length }, (_, i) => {
    const scale = scales[i % channels]!;
    const zeroPoint = parameters.zeroPoints?.[i % channels] ?? 0;
    const steps = lowest + random.integer(highest - lowest + 1) - zeroPoint;
    const place = [0, 0.5, -0.5, random.uniform(-0.5, 0.5)][random.integer(4)]!;
    const value = (steps + place) * scale;
    return value === 0 ? 0 : ulps(value, random.integer(5) - 2);
  });
  return { values, parameters };
}

/** A cut at one of the weights, so that ties are split. */
export function someCut(values: Float32Array, seed: number): Cut {
  const random = new Random('cut', seed);
  return {
    threshold: Math.abs(values[random.integer(values.length)]!),
    index: random.integer(values.length + 1),
  };
}

/** How many values differ in any bit, the sign of 0 included. */
export function differingBits(a: Float32Array, b: Float32Array): number {
  const [bitsA, bitsB] = [
    new Int32Array(a.buffer, a.byteOffset, a.length),
    new Int32Array(b.slice().buffer),
  ];
  if (bitsA.length !== bitsB.length) return Math.max(bitsA.length, bitsB.length);
  return bitsA.reduce((count, bits, i) => count + Number(bits !== bitsB[i]), 0);
}
