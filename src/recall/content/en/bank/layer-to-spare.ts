import type { Trial } from '../../../../core/experiment';
import { given, pointsLost } from '../../../proof/facts';
import type { Item } from '../../item';
import { pruned, quick } from '../../../proof/trials';

/** Prunes half of one layer, and no other. */
function halfOf(layer: string, label = layer): Trial {
  return { label, steps: [{ ...pruned(0, 'layer'), layers: { [layer]: 0.5 } }] };
}

export const layerToSpare: Item = {
  id: 'layer-to-spare',
  number: 21,
  level: 'further',
  kind: 'choice',
  concept: 'Which layer to spare',
  question:
    'Layers may be pruned by unequal shares. ' +
    'Which layer of a network should be left with most of its weights?',
  options: [
    {
      text: 'The largest, with most to lose',
      correct: false,
      feedback:
        'The largest often has the most to spare: many of its weights do similar work. And it is ' +
        'where pruning saves the most.',
    },
    {
      text: 'The first, as all pass through it',
      correct: false,
      feedback:
        'All pass through every layer here. First layers are often sensitive, but being first ' +
        'is no proof. Measure it.',
    },
    {
      text: 'The one that loses points fastest',
      correct: true,
      feedback:
        'Prune one layer at a time and see what it costs. Where accuracy falls steepest, a weight ' +
        'is worth most.',
    },
    {
      text: 'None, as all layers lose about alike',
      correct: false,
      feedback:
        'Then an equal share would be best. But layers differ in size, in redundancy and in what ' +
        'depends on them, and so in what they lose.',
    },
  ],
  explanation:
    'A sensitivity scan prunes one layer, leaves the others as trained, and reads off what is ' +
    'lost; then the next. Neither size nor place tells the outcome. It is a guide, not the whole ' +
    'answer: pruned together, layers can lose more than the sum of what each loses alone.',
  source:
    'Han, Pool, Tran, Dally: Learning both Weights and Connections for Efficient Neural ' +
    'Networks, 2015',
  experiment: {
    ...quick(
      halfOf('conv1', 'conv1, the first'),
      halfOf('pw1'),
      halfOf('pw2'),
      halfOf('pw3'),
      halfOf('pw4', 'pw4, the largest'),
      halfOf('fc', 'fc, the last'),
    ),
    model: 'ds-cnn',
  },
  evidence: ['prunedWeights', 'pointsLost', 'accuracy'],
  claim:
    'With half of its own weights pruned, the largest layer costs 1 point at most, and so does the ' +
    'last; the first costs more than 5. A layer between them costs over 30.',
  otherwise:
    'Which layer is the most sensitive depends on the training. Look for the row that loses most, ' +
    'and for how many weights that saved.',
  holds: given((first, second, third, fourth, largest, last) => {
    const between = Math.max(...[second, third, fourth].map(pointsLost));
    const spare = [largest, last].every((report) => pointsLost(report) <= 1);
    return spare && pointsLost(first) > 5 && between > 30;
  }),
};
