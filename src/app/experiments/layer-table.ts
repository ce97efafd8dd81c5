import type { KernelFigures, Report } from '../../core/report';
import type { Scan, Treatment } from '../../lab/sensitivity.svelte';
import { weight } from '../layers';
import { levelWords } from './sensitivity';

/** Bytes of a float32. */
const FLOAT32 = 4;

/** The level of a scan that the table shows: one at which layers differ. */
const TABLED: Readonly<Record<Treatment, number>> = { prune: 0.9, quantize: 3 };

/** What each layer loses alone at one level, as a fraction, and that level in words. */
export interface TabledLosses {
  readonly at: string;
  readonly byLayer: ReadonlyMap<string, number | undefined>;
}

/** What the table shows of a scan, as far as it was measured. */
export function tabledLosses({ step, layers, levels, losses }: Scan): TabledLosses {
  const level = TABLED[step.kind];
  const at = levels.indexOf(level);
  return {
    at: levelWords(step.kind, level),
    byLayer: new Map(layers.map((layer, i) => [layer, losses[i]![at]?.loss])),
  };
}

/**
 * The signal to noise ratio of a layer's weights; none where every weight is what it was, nor where the
 * network was trained: it would be against the trained weights, not those before.
 */
export function sqnrWords({ sqnr }: Pick<KernelFigures, 'sqnr'>, trained: boolean): string {
  if (trained) return '–';
  return sqnr === undefined ? 'exact' : `${sqnr.toFixed(1)} dB`;
}

/** The scales of a layer, or what it has in place of them. */
export function scaleWords({
  scales,
  distinct,
}: Pick<KernelFigures, 'scales' | 'distinct'>): string {
  if (!scales) return distinct === undefined ? 'none' : 'codebook';
  const { count, min, max } = scales;
  return count === 1 ? weight(min) : `${weight(min)} to ${weight(max)} (${count})`;
}

/** Every weight that is no kernel's: how many there are, and their bytes. */
export function otherWeights({ parameters }: Pick<Report, 'parameters'>): {
  readonly parameters: number;
  readonly bytes: number;
} {
  return { parameters: parameters.others, bytes: parameters.others * FLOAT32 };
}
