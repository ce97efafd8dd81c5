import { interval, pairedTest, topOne } from './own/judging';
import type { Term } from '../../term';

const FIRST_RUN = 'Wait for the first run to end.';

/** Words of telling how good a network is. */
export const JUDGING: readonly Term[] = [
  {
    id: 'top-1-accuracy',
    word: 'top-1 accuracy',
    spellings: ['accuracy', 'accurate'],
    means: 'The share of the test images whose most probable class is the right one.',
    see: ['confidence-interval', 'mcnemars-test'],
    formula: {
      text: 'accuracy = right ÷ images',
      source: 'by definition',
      own: { worked: topOne, needs: FIRST_RUN },
    },
  },
  {
    id: 'confidence-interval',
    word: 'confidence interval',
    spellings: ['confidence intervals', 'interval', 'intervals', '95% interval', 'Wilson interval'],
    means:
      'Where the true accuracy is likely to lie, given what was counted on these images: Wilson’s interval, at 95%. More images make it narrower.',
    see: ['top-1-accuracy', 'mcnemars-test'],
    formula: {
      text: '(p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) ÷ (1 + z²/n)',
      source: 'Wilson 1927, Journal of the American Statistical Association 22, 209–212',
      own: { worked: interval, needs: FIRST_RUN },
    },
  },
  {
    id: 'mcnemars-test',
    word: 'McNemar’s test',
    spellings: ['McNemar', 'McNemar’s'],
    means:
      'Whether two networks differ, told from the images that only one of them reads right. Those that both read alike say nothing.',
    see: ['confidence-interval', 'top-1-accuracy'],
    formula: {
      text: 'p = 2·P(X ≤ min(gained, lost)), X of a fair coin, at most 1',
      source: 'McNemar 1947, Psychometrika 12, 153–157, in its exact form',
      own: {
        worked: pairedTest,
        needs: 'Change the network until an image is read otherwise to see your own.',
      },
    },
  },
  {
    id: 'pareto-front',
    word: 'Pareto front',
    spellings: ['front', 'Pareto'],
    means:
      'The settings that no other dominates. One that is dominated is not worth taking: another is as small and as accurate at least, and better in one of the two.',
    see: ['knee', 'compression-ratio'],
  },
  {
    id: 'knee',
    word: 'knee',
    spellings: ['knees'],
    means:
      'Where a curve bends from flat to steep. Up to there savings are nearly free; beyond it they cost much accuracy.',
    see: ['pareto-front', 'sensitivity'],
    formula: {
      text: 'the point farthest from the line between the ends, both axes scaled to 0–1',
      source: 'Satopää et al. 2011, “Finding a ‘kneedle’ in a haystack”',
    },
  },
];
