import type { Coding } from '../quantize/coding';
import { MIN_SCALE } from '../quantize/parameters';

/** Something about a kernel after its steps that is right as it stands, and easily overlooked. */
export type KernelWarning =
  /** Weights that were kept, and are too small for float16: it holds 2⁻²⁵ and less as 0. */
  | { readonly kind: 'underflow'; readonly weights: number }
  /** Scales at the limit, `MIN_SCALE`, of channels (or a tensor) whose weights aren't all 0. */
  | { readonly kind: 'least scale'; readonly scales: number }
  /** Weights other than 0 that the steps have left of more: one, or none. */
  | { readonly kind: 'emptied'; readonly left: 0 | 1 };

/** A kernel before and after its steps, weight by weight. */
interface KernelChange {
  readonly original: Float32Array;
  readonly compressed: Float32Array;
  /** How `compressed` is coded; left out where it is float32. */
  readonly coding?: Coding;
  /** 0 for a pruned weight, 1 for one kept; left out where none is pruned. */
  readonly mask?: Uint8Array;
}

/** What is to be said of a kernel beside its figures, most often nothing. */
export function kernelWarnings(change: KernelChange): KernelWarning[] {
  const [weights, scales] = [underflows(change), leastScales(change)];
  const [before, left] = [change.original, change.compressed].map(nonZeros) as [number, number];
  return [
    ...(weights > 0 ? [{ kind: 'underflow', weights } as const] : []),
    ...(scales > 0 ? [{ kind: 'least scale', scales } as const] : []),
    ...(left < before && (left === 0 || left === 1) ? [{ kind: 'emptied', left } as const] : []),
  ];
}

function underflows({ original, compressed, coding, mask }: KernelChange): number {
  if (coding !== 'float16') return 0;
  let count = 0;
  for (let i = 0; i < original.length; i++) {
    if (original[i] !== 0 && compressed[i] === 0 && mask?.[i] !== 0) count++;
  }
  return count;
}

function leastScales({ original, coding, mask }: KernelChange): number {
  if (typeof coding !== 'object' || !('scales' in coding)) return 0;
  const { scales } = coding;
  // Hardly ever is there one, and then no weight need be looked at.
  if (!scales.includes(MIN_SCALE)) return 0;
  return scales.filter(
    (scale, channel) =>
      scale === MIN_SCALE &&
      original.some(
        (weight, i) => i % scales.length === channel && weight !== 0 && mask?.[i] !== 0,
      ),
  ).length;
}

function nonZeros(weights: Float32Array): number {
  let count = 0;
  for (let i = 0; i < weights.length; i++) if (weights[i] !== 0) count++;
  return count;
}
