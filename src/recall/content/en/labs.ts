import type { Step } from '../../../core/recipe';
import type { PruneStep } from '../../../core/steps/prune';
import { pruned, quantized } from '../../proof/trials';
import type { Limits } from '../../proof/goals';

interface Stage {
  /** Never changes: kept progress refers to it. */
  readonly id: string;
  readonly title: string;
  readonly model: string;
  readonly goal: string;
  readonly limits: Limits;
}

/** Everything is done for the reader, one step after another, each with its reason. */
export const WORKED: Stage & {
  readonly moves: readonly {
    readonly label: string;
    readonly reason: string;
    readonly steps: readonly Step[];
  }[];
} = {
  id: 'lab-worked',
  title: 'Watch one',
  model: 'lenet-300-100',
  goal: 'LeNet-300-100 in about a quarter of its dense bytes, with half a point of accuracy lost at most.',
  limits: { bytes: { of: 'dense', most: 270_000 }, points: 0.5 },
  moves: [
    {
      label: 'Measure first',
      reason:
        'A saving is a comparison, so begin with the network as trained: its bytes, and how ' +
        'many digits it reads right.',
      steps: [],
    },
    {
      label: 'Ask what the bytes are',
      reason:
        'Would zeros help? Prune three quarters: the dense file stays as long as it was, and ' +
        'accuracy falls. This is the wrong tool for this goal, so take it back.',
      steps: [pruned(0.75)],
    },
    {
      label: 'Take 8 bits a weight',
      reason:
        'A quarter of 32 bits is 8. Every weight gets a code of one byte, and each channel a ' +
        'scale of its own. That keeps the rounding small, for 410 scales of four bytes.',
      steps: [quantized(8, 'channel')],
    },
  ],
};

/** One choice of a blank; a wrong one misses the limit that is named, with all others right. */
interface Filling {
  readonly text: string;
  readonly misses?: 'bytes' | 'points';
  readonly feedback: string;
}

const SHARES = [0.5, 0.7, 0.9];
const SCOPES: readonly PruneStep['scope'][] = ['layer', 'global'];
const BITS = [8, 2, 32];

/** The steps are given, and some settings are the reader's. */
export const BLANKS: Stage & {
  readonly blanks: readonly { readonly label: string; readonly fillings: readonly Filling[] }[];
  /** The steps of a filling, one index a blank. */
  steps(filled: readonly number[]): readonly Step[];
} = {
  id: 'lab-blank',
  title: 'Fill in one',
  model: 'lenet-5',
  goal:
    'LeNet-5 in 210 KB, deflated, with half a point lost at most. Prune, then quantize: three ' +
    'settings are yours to fill in.',
  limits: { bytes: { of: 'deflate', most: 210_000 }, points: 0.5 },
  blanks: [
    {
      label: 'Share of weights to prune',
      fillings: [
        {
          text: '50%',
          misses: 'bytes',
          feedback: 'Half of the weights are still there to be written: too long.',
        },
        { text: '70%', feedback: 'Before the cliff, and enough zeros to shorten the file.' },
        {
          text: '90%',
          misses: 'points',
          feedback: 'This is past the cliff of LeNet-5: the weights that do the work are gone.',
        },
      ],
    },
    {
      label: 'Ranked over',
      fillings: [
        {
          text: 'each layer by itself',
          misses: 'points',
          feedback:
            'The small convolutions must give as large a share as the wide layers, and can’t.',
        },
        { text: 'the whole network', feedback: 'Each layer gives as much as it can spare.' },
      ],
    },
    {
      label: 'Length of a code',
      fillings: [
        { text: '8\u00a0bits', feedback: 'Short enough, and hardly an answer changes.' },
        {
          text: '2\u00a0bits',
          misses: 'points',
          feedback: 'Three values a channel are too few without training for them.',
        },
        {
          text: 'float32, as it is',
          misses: 'bytes',
          feedback: 'The weights that are left take four bytes each, which hardly compress.',
        },
      ],
    },
  ],
  steps: ([share = 0, scope = 0, bits = 0]) => {
    const prune = pruned(SHARES[share]!, SCOPES[scope]!);
    return BITS[bits] === 32 ? [prune] : [prune, quantized(BITS[bits]!, 'channel')];
  },
};

/** Only the goal is given. */
export const OWN: Stage & {
  readonly hints: readonly string[];
  /** One way to reach it. */
  readonly way: readonly Step[];
} = {
  id: 'lab-own',
  title: 'Do your own',
  model: 'ds-cnn',
  goal: 'DS-CNN in 20 KB, deflated, with half a point lost at most. Use the controls of the page.',
  limits: { bytes: { of: 'deflate', most: 20_000 }, points: 0.5 },
  hints: [
    'It has few weights, and none to spare: see what a quarter of zeros costs.',
    'Its channels differ much in range, so one scale a tensor ruins it.',
    'With one scale a channel 8 bits are a little too long. How few bits will do?',
  ],
  way: [quantized(7, 'channel')],
};
