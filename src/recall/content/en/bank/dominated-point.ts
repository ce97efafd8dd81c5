import { dominates, given } from '../../../proof/facts';
import type { Item } from '../../item';
import { pruned, quick } from '../../../proof/trials';

export const dominatedPoint: Item = {
  id: 'dominated-point',
  number: 20,
  level: 'further',
  kind: 'choice',
  concept: 'Reading a front',
  question:
    'Runs are points in a chart, accuracy against size. ' +
    'Which of them can you drop, whatever size you need?',
  options: [
    {
      text: 'Those larger and worse than another',
      correct: true,
      feedback:
        'The other one beats them in size and in accuracy, so nobody has a reason to choose them. ' +
        'They are dominated.',
    },
    {
      text: 'Those below the line of best fit',
      correct: false,
      feedback:
        'A line through all points is no measure of worth. A point below it can be the best there ' +
        'is of its size.',
    },
    {
      text: 'The smallest, as it loses the most',
      correct: false,
      feedback:
        'Where nothing is as small, nothing dominates it. If that size is what you need, it is ' +
        'the point to take.',
    },
    {
      text: 'The oldest, as newer ones are better',
      correct: false,
      feedback: 'When a run was made says nothing of it. Only its figures count.',
    },
  ],
  explanation:
    'A point is dominated where another is at least as small and at least as accurate, and better ' +
    'in one of the two. The points that no other dominates are the Pareto front: along it, less ' +
    'size costs accuracy, and which point is best depends on what you need.',
  experiment: quick(
    { label: '50% by magnitude', steps: [pruned(0.5)] },
    { label: '50% at random', steps: [pruned(0.5, 'global', 'random')] },
    { label: '80% by magnitude', steps: [pruned(0.8)] },
    { label: '80% at random', steps: [pruned(0.8, 'global', 'random')] },
  ),
  evidence: ['deflateBytes', 'accuracy'],
  claim:
    'Deflated, each random run is larger and less accurate than the one by magnitude of the same ' +
    'sparsity, so it is dominated. Of the two by magnitude neither dominates the other.',
  otherwise:
    'Another training has other points. Compare each pair of rows: which is smaller, and which is ' +
    'more accurate?',
  holds: given((half, halfAtRandom, most, mostAtRandom) => {
    const dropped = dominates(half, halfAtRandom) && dominates(most, mostAtRandom);
    return dropped && !dominates(half, most) && !dominates(most, half);
  }),
};
