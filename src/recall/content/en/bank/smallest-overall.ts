import { given } from '../../../proof/facts';
import type { Item } from '../../item';
import { pruned, quick } from '../../../proof/trials';

export const smallestOverall: Item = {
  id: 'smallest-overall',
  number: 7,
  level: 'intermediate',
  kind: 'choice',
  concept: 'Which weights to remove',
  question:
    'You may keep one weight in ten and cannot fine-tune. ' +
    'Which nine in ten do you set to zero?',
  options: [
    {
      text: 'The smallest of each layer by itself',
      correct: false,
      feedback:
        'Close, but layers can spare unequal shares. An equal share takes too much from the ' +
        'layers whose weights matter most.',
    },
    {
      text: 'A random draw over all the layers',
      correct: false,
      feedback:
        'A draw takes weights that carry a decision as readily as idle ones. It is the control ' +
        'experiment: it shows what the ranking is worth.',
    },
    {
      text: 'The smallest of the whole network',
      correct: true,
      feedback:
        'A small |w| changes the outputs little, and one common ranking lets each layer give ' +
        'as much as it can spare.',
    },
    {
      text: 'The largest of the whole network',
      correct: false,
      feedback:
        'A large weight does not harm by being large: it moves the outputs most, so it is the ' +
        'last one to give up.',
    },
  ],
  explanation:
    'Magnitude is a simple score of how much a weight matters, and a good one after training. ' +
    'Ranking all kernels together sets one threshold for the network; ranking each layer by ' +
    'itself forces the same sparsity on layers that differ.',
  experiment: quick(
    { label: 'Smallest, whole network', steps: [pruned(0.9, 'global')] },
    { label: 'Smallest, each layer', steps: [pruned(0.9, 'layer')] },
    { label: 'Random', steps: [pruned(0.9, 'global', 'random')] },
  ),
  evidence: ['zeros', 'accuracy'],
  claim:
    'With equally many zeros, ranking the whole network keeps the most accuracy, ranking each ' +
    'layer keeps less, and a random draw keeps the least.',
  otherwise:
    'Magnitude is a rule of thumb, not a law. Where the layers of a network have very different ' +
    'ranges of weights, ranking each layer by itself can win.',
  holds: given(
    (global, layer, random) =>
      global.accuracy.after.accuracy > layer.accuracy.after.accuracy &&
      layer.accuracy.after.accuracy > random.accuracy.after.accuracy,
  ),
};
