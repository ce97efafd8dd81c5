import { SIGNIFICANCE } from '../../../../core/metrics/mcnemar';
import { quantized, quick, TRAINED } from '../../../proof/trials';
import { given, pointsLost } from '../../../proof/facts';
import { ACCURACY, ACCURACY_CUT, type Case } from '../../case';

export const cutAxis: Case = {
  id: 'clinic-cut-axis',
  title: 'A terrible fall',
  story:
    'A colleague compares bit widths of LeNet-300-100, sees two bars shrink to stumps, and wants to forbid anything below 8 bits.',
  experiment: quick(
    TRAINED,
    { label: '6 bits', steps: [quantized(6, 'channel')] },
    { label: '4 bits', steps: [quantized(4, 'channel')] },
  ),
  figure: ACCURACY_CUT,
  question: 'What went wrong?',
  options: [
    {
      text: 'Four bits ruin the network',
      correct: false,
      feedback: 'Read the numbers beside the bars: they differ by less than one point.',
    },
    {
      text: 'The bits were set per channel',
      correct: false,
      feedback: 'A scale for each channel is the gentler choice. The fault is in the picture.',
    },
    {
      text: 'The bars show different test sets',
      correct: false,
      feedback: 'All three were judged by the same 1,000 digits.',
    },
    {
      text: 'The axis does not start at zero',
      correct: true,
      feedback: 'A bar is read by its length, and the cut axis makes lengths that no accuracy has.',
    },
  ],
  explanation:
    'Bars stand for numbers by their length, so their axis has to start at zero. Whether a small difference is one at all is told by the confidence interval and McNemar’s test, not by zooming in.',
  remedy: { action: 'Draw it on the whole axis', figure: ACCURACY },
  claim:
    'On an axis from 0 to 100% the three bars are alike: less than 1 point apart, and McNemar’s test tells none of them from the first.',
  otherwise: 'Another training may lose more at 4 bits. The axis was misleading all the same.',
  holds: given((_trained, six, four) =>
    [six, four].every(
      (report) => pointsLost(report) < 1 && report.accuracy.change.pValue > SIGNIFICANCE,
    ),
  ),
};
