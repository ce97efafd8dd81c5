import { bytesPerKernelWeight } from './bank/bytes-per-weight';
import { chanceFloor } from './bank/chance-floor';
import { decodedStorage } from './bank/decoded-storage';
import { flatThenCliff } from './bank/flat-then-cliff';
import { keptMask } from './bank/kept-mask';
import { smallestOverall } from './bank/smallest-overall';
import { techniqueForGoal } from './bank/technique-for-goal';
import { zerosSameShape } from './bank/zeros-same-shape';
import type { ChoiceItem, Item } from '../item';

/** A step of a scenario: something to tell, or a question that the class predicts the answer of. */
export type Scene =
  | { readonly kind: 'tell'; readonly title: string; readonly text: string }
  | { readonly kind: 'ask'; readonly item: ChoiceItem };

/** A story for a class, told scene by scene. */
export interface Scenario {
  readonly id: string;
  readonly title: string;
  /** How long it takes, in minutes. */
  readonly minutes: number;
  readonly scenes: readonly Scene[];
}

const tell = (title: string, text: string): Scene => ({ kind: 'tell', title, text });

function ask(item: Item): Scene {
  if (item.kind === 'explain') throw new Error(`${item.id} has no options to vote on.`);
  return { kind: 'ask', item };
}

export const SCENARIOS: readonly Scenario[] = [
  {
    id: 'bytes',
    title: 'Where the bytes go',
    minutes: 10,
    scenes: [
      tell(
        'A network is mostly weights',
        'The network on this page reads digits, and nearly all of its file is one table of ' +
          'numbers after another. Two techniques make that file smaller. What exactly does each ' +
          'of them change?',
      ),
      ask(zerosSameShape),
      ask(bytesPerKernelWeight),
      ask(techniqueForGoal),
      tell(
        'What to remember',
        'Pruning writes zeros, and zeros take bytes until an encoding leaves them out. ' +
          'Quantization makes every weight smaller at once. Ask of each number of bytes which ' +
          'encoding it was counted in.',
      ),
    ],
  },
  {
    id: 'accuracy',
    title: 'How far can you prune?',
    minutes: 12,
    scenes: [
      tell(
        'Take weights away, and see what is left',
        'Every run on this page reads the same test digits before and after. Whatever the class ' +
          'predicts, the network answers for itself.',
      ),
      ask(flatThenCliff),
      ask(smallestOverall),
      ask(chanceFloor),
      ask(keptMask),
      tell(
        'What to remember',
        'Much can go at nearly no cost, and then nothing more. Which weights go matters as much ' +
          'as how many. Fine-tuning wins accuracy back, as long as the mask is kept.',
      ),
    ],
  },
  {
    id: 'speed',
    title: 'Smaller, but is it faster?',
    minutes: 8,
    scenes: [
      tell(
        'Bytes are counted, time is measured',
        'A file of a quarter of the bytes is a quarter everywhere. Whether it answers sooner is ' +
          'up to the device and its kernels, so this page times both networks by turns.',
      ),
      ask(decodedStorage),
      tell(
        'What to remember',
        'A time without its spread says nothing. Where the intervals of before and after cannot ' +
          'be told apart, the honest answer is: no measurable change.',
      ),
    ],
  },
];
