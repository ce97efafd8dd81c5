import type { Random } from '../../../core/random';
import type { QuantizeStep } from '../../../core/steps/quantize';

/** What an exercise asks, and how its weights are drawn. */
export interface Level extends Pick<QuantizeStep, 'bits' | 'scheme'> {
  readonly title: string;
  readonly says: string;
  /** Share of the weights that is pruned first. */
  readonly pruned?: number;
  /** A range ±limit that is given instead of the weights' own. */
  readonly limit?: number;
  /**
   * Six weights of at most three decimals, such that the scale has so few digits too, and no weight
   * lies so near between two codes that a slip of rounding could decide.
   */
  draw(random: Random): number[];
}

/** Least distance from the middle between two codes, in scales, where no tie is meant. */
export const MARGIN = 0.1;

export type LevelName = 'int8' | 'int4' | 'zero-point' | 'clipped' | 'pruned';

const DECIMALS = 1000;

export const LEVELS: Readonly<Record<LevelName, Level>> = {
  int8: {
    title: 'Symmetric, 8 bits',
    says: 'One scale for all six, codes from −127 to 127.',
    bits: 8,
    scheme: 'symmetric',
    draw(random) {
      const scale = (2 + random.integer(19)) / DECIMALS;
      return random.shuffle([widest(random, 127 * scale), ...within(random, scale, 127, 5)]);
    },
  },
  int4: {
    title: 'Symmetric, 4 bits, with a tie',
    says: 'One weight lies just between two codes: ties go to the even one.',
    bits: 4,
    scheme: 'symmetric',
    draw(random) {
      // Of float32 numbers only quarters and halves meet a tie exactly.
      const scale = [0.25, 0.5][random.integer(2)]!;
      const tie = (2 * random.integer(3) + 0.5) * scale * sign(random);
      return random.shuffle([widest(random, 7 * scale), tie, ...within(random, scale, 7, 4)]);
    },
  },
  'zero-point': {
    title: 'Asymmetric, 4 bits',
    says: 'Codes from 0 to 15, with a zero-point.',
    bits: 4,
    scheme: 'asymmetric',
    draw(random) {
      const scale = (2 + random.integer(19)) / 100;
      const least = -offGrid(random, scale, 2 + random.integer(5));
      const most = least + 15 * scale;
      const others = Array.from({ length: 4 }, (_, i) => {
        const steps = i === 0 ? least / scale : most / scale;
        const code = Math.trunc(steps * (0.2 + 0.2 * i)) || 1;
        return Math.sign(code) * offGrid(random, scale, Math.abs(code));
      });
      return random.shuffle([least, most, ...others]);
    },
  },
  clipped: {
    title: 'Symmetric, 4 bits, clipped',
    says: 'The range is given: one weight lies beyond it and is clamped.',
    bits: 4,
    scheme: 'symmetric',
    limit: 0.7,
    draw(random) {
      const beyond = offGrid(random, 0.1, 8 + random.integer(4));
      return random.shuffle([beyond * sign(random), ...within(random, 0.1, 7, 5)]);
    },
  },
  pruned: {
    title: 'Half pruned, then 8 bits',
    says: 'Prune three by magnitude, then quantize what is left.',
    bits: 8,
    scheme: 'symmetric',
    pruned: 0.5,
    draw(random) {
      const scale = (2 + random.integer(19)) / DECIMALS;
      const large = [60 + random.integer(50), 60 + random.integer(50)].map(
        (code) => sign(random) * offGrid(random, scale, code),
      );
      const small = [8, 24, 40].map(
        (code) => sign(random) * offGrid(random, scale, code + random.integer(12)),
      );
      return random.shuffle([widest(random, 127 * scale), ...large, ...small]);
    },
  },
};

function sign(random: Random): 1 | -1 {
  return random.integer(2) === 0 ? 1 : -1;
}

/** The weight of largest magnitude, which settles the scale. */
function widest(random: Random, magnitude: number): number {
  return magnitude * sign(random);
}

/** Weights between the codes 1 and `highest` − 1 on either side, as far apart as chance has it. */
function within(random: Random, scale: number, highest: number, count: number): number[] {
  return Array.from(
    { length: count },
    () => sign(random) * offGrid(random, scale, 1 + random.integer(highest - 1)),
  );
}

/** A weight of three decimals that rounds to a code, well off the middle to the next one. */
function offGrid(random: Random, scale: number, code: number): number {
  const most = Math.floor((0.5 - MARGIN) * scale * DECIMALS);
  const off = random.integer(2 * most + 1) - most;
  return (Math.round(code * scale * DECIMALS) + off) / DECIMALS;
}
