import { SIGNIFICANCE } from '../../../../core/metrics/mcnemar';
import { pruned, quick, TRAINED } from '../../../proof/trials';
import { given, pointsLost } from '../../../proof/facts';
import { ACCURACY, accuracyOfFirst, firstImages, type Case } from '../../case';

/** Images of the case that is told from too few of them. */
const FEW = 40;

export const fewImages: Case = {
  id: 'clinic-few-images',
  title: 'Only one image worse',
  story: `A colleague prunes LeNet-300-100 without training on, tries it on ${FEW} digits, and finds a single one that got worse. “80% are free,” they say.`,
  experiment: quick(
    TRAINED,
    { label: '60% pruned', steps: [pruned(0.6)] },
    { label: '80% pruned', steps: [pruned(0.8)] },
  ),
  figure: accuracyOfFirst(FEW),
  question: 'What went wrong?',
  options: [
    {
      text: 'The wrong weights were pruned',
      correct: false,
      feedback: 'The smallest ones over the whole network went, which is the usual choice.',
    },
    {
      text: 'Too few images were looked at',
      correct: true,
      feedback: `With ${FEW} images an interval spans more than ten points: a loss of five hides in it.`,
    },
    {
      text: 'Accuracy is not a good measure',
      correct: false,
      feedback: 'It is a good one, given enough images and told with its interval.',
    },
  ],
  explanation:
    'Few images make a wide confidence interval, and nobody had drawn it. On all 1,000 digits the loss stands out, and McNemar’s test says that chance alone would hardly split the changed images so.',
  remedy: { action: 'Draw all 1,000 digits', figure: ACCURACY },
  claim: `On the first ${FEW} digits the intervals of all three overlap. On all 1,000 the network pruned by 80% has lost at least 2 points, more than chance explains.`,
  otherwise: 'Another training may lose its accuracy sooner or later than at 80%.',
  holds: given((trained, _half, cut) => {
    const overlap = firstImages(cut, FEW).high > firstImages(trained, FEW).low;
    return overlap && pointsLost(cut) >= 2 && cut.accuracy.change.pValue < SIGNIFICANCE;
  }),
};
