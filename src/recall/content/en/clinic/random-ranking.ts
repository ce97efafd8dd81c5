import { pruned, quick, TRAINED } from '../../../proof/trials';
import { given, pointsLost } from '../../../proof/facts';
import { ACCURACY, type Case } from '../../case';

export const randomRanking: Case = {
  id: 'clinic-random-ranking',
  title: 'No weight can be spared',
  story:
    'A colleague reads that half of the weights of LeNet-300-100 can be pruned for free. Here, a fifth is too much already. “It must have been trained differently,” they say.',
  experiment: quick(
    TRAINED,
    { label: '20% pruned', steps: [pruned(0.2, 'global', 'random')] },
    { label: '50% pruned', steps: [pruned(0.5, 'global', 'random')] },
  ),
  figure: ACCURACY,
  question: 'What went wrong?',
  options: [
    {
      text: 'Weights were ranked over all layers',
      correct: false,
      feedback: 'Ranking over the whole network is what does best with magnitudes.',
    },
    {
      text: 'The network was trained too briefly',
      correct: false,
      feedback: 'The remedy prunes the very same network, and loses next to nothing.',
    },
    {
      text: 'Batch norm should have been folded',
      correct: false,
      feedback: 'This network has no batch norm that could be folded.',
    },
    {
      text: 'Weights were drawn, not ranked',
      correct: true,
      feedback: 'The log says random: large weights went with the small ones.',
    },
  ],
  explanation:
    'Magnitude pruning takes the weights that add least to any sum. A random draw takes large ones as well, and serves as a control: what magnitude gains over it is what the ranking is worth.',
  remedy: {
    action: 'Run the remedy',
    experiment: quick(
      { label: '20%, smallest first', steps: [pruned(0.2)] },
      { label: '50%, smallest first', steps: [pruned(0.5)] },
    ),
    figure: ACCURACY,
  },
  claim:
    'Drawn at random, half of the weights cost more than 30 points; taken by magnitude, 1 at most.',
  otherwise: 'Another training leaves other weights small. The gap between both rankings stays.',
  holds: given(
    (_trained, fifth, half, bySize, halfBySize) =>
      pointsLost(fifth) > 3 &&
      pointsLost(half) > 30 &&
      pointsLost(bySize) <= 1 &&
      pointsLost(halfBySize) <= 1,
  ),
};
