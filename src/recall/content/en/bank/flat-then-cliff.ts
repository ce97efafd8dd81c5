import type { Trial } from '../../../../core/experiment';
import { percent } from '../../../../core/words';
import { given, pointsLost } from '../../../proof/facts';
import type { Item } from '../../item';
import { pruned, quick, TRAINED } from '../../../proof/trials';

const SPARSITIES = [0.25, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99];

const sweep = SPARSITIES.map((sparsity): Trial => ({
  label: percent(sparsity),
  steps: [pruned(sparsity)],
}));

export const flatThenCliff: Item = {
  id: 'flat-then-cliff',
  number: 4,
  level: 'intermediate',
  kind: 'card',
  concept: 'Accuracy against sparsity',
  question:
    'A trained network is pruned by magnitude and not fine-tuned. ' +
    'How does its accuracy go as sparsity rises from 0% to 99%?',
  options: [
    {
      text: 'It falls in a straight line',
      correct: false,
      feedback:
        'That would need every weight to matter alike. The smallest go first and matter least, ' +
        'so early sparsity is cheap and late sparsity is dear.',
    },
    {
      text: 'It drops early, then levels off',
      correct: false,
      feedback:
        'The first weights to go are those nearest to zero, which hardly move any output. ' +
        'The damage comes late.',
    },
    {
      text: 'It stays as it was throughout',
      correct: false,
      feedback:
        'There is much redundancy, but it ends: with one weight in a hundred left, ' +
        'too little remains to tell the digits apart.',
    },
    {
      text: 'It stays flat, then collapses',
      correct: true,
      feedback:
        'Redundancy is used up first, at almost no cost; then the weights that do the work go.',
    },
  ],
  explanation:
    'The curve is flat, then falls off a cliff. Where the cliff stands depends on the network ' +
    'and on the task, and fine-tuning moves it to the right. AlexNet kept its accuracy with about ' +
    'half of its weights and no retraining, and with a ninth of them after retraining.',
  source:
    'Han, Pool, Tran, Dally: Learning both Weights and Connections for Efficient Neural ' +
    'Networks, 2015',
  experiment: quick(TRAINED, ...sweep),
  evidence: ['zeros', 'accuracy'],
  claim: 'Pruning the first half costs less than a tenth of what pruning 99% costs.',
  otherwise:
    'Where the cliff stands depends on the training, and the curve need not fall at every step. ' +
    'An early loss means that this network has little redundancy to give.',
  holds: given((_trained, _quarter, half, _60, _70, _80, _90, _95, last) => {
    return pointsLost(last) > 40 && pointsLost(half) < pointsLost(last) / 10;
  }),
};
