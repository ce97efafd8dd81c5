import { SIGNIFICANCE } from '../../../../core/metrics/mcnemar';
import { finetuned, pruned, quantized, quick, TRAINED } from '../../../proof/trials';
import { given, pointsLost, zeroShare } from '../../../proof/facts';
import {
  ACCURACY,
  ACCURACY_CUT,
  accuracyOfFirst,
  DENSE_BYTES,
  firstImages,
  fromZero,
  ZEROS,
  type Case,
} from '../../case';

/** Images of the case that is told from too few of them. */
const FEW = 40;

const INT8_TENSOR = quantized(8, 'tensor');

/** The faults, those that are seen most often first. */
export const CASES: readonly Case[] = [
  {
    id: 'clinic-one-scale',
    title: 'Eight bits are too few?',
    story:
      'A colleague quantizes DS-CNN, a tiny MobileNet, to 8 bits and shows you this. “Small networks cannot be quantized,” they say.',
    experiment: {
      model: 'ds-cnn',
      trials: [TRAINED, { label: '8 bits', steps: [INT8_TENSOR] }],
      measure: 'accuracy',
    },
    figure: ACCURACY,
    question: 'What went wrong?',
    options: [
      {
        text: 'Eight bits are too few for it',
        correct: false,
        feedback:
          'The remedy keeps all eight bits and wins the accuracy back. It is how they are spent.',
      },
      {
        text: 'Nobody trained it on afterwards',
        correct: false,
        feedback:
          'Training on might help, but the loss has a cause that goes away without any data.',
      },
      {
        text: 'One scale serves all channels',
        correct: true,
        feedback:
          'Folding batch norm gave its channels very different ranges. The widest one sets the scale, and the narrow ones round to little but zero.',
      },
    ],
    explanation:
      'The log says tensor: one scale a kernel. In a depthwise kernel the channels’ ranges differ so widely that many a channel gets a handful of codes. A scale for each channel, or equalization of the ranges first, mends it.',
    remedy: {
      action: 'Run the remedy',
      experiment: {
        model: 'ds-cnn',
        trials: [
          { label: '8 bits per channel', steps: [quantized(8, 'channel')] },
          { label: 'Equalized, 8 bits', steps: [{ kind: 'equalize' }, INT8_TENSOR] },
        ],
        measure: 'accuracy',
      },
      figure: ACCURACY,
    },
    claim: 'With one scale a tensor more than 50 points are lost, with either remedy 1 at most.',
    otherwise: 'Another training has other ranges. Nothing else differs between these runs.',
    holds: given(
      (_trained, tensor, channel, equalized) =>
        pointsLost(tensor) > 50 && pointsLost(channel) <= 1 && pointsLost(equalized) <= 1,
    ),
  },
  {
    id: 'clinic-zeros-grown',
    title: 'The zeros that went away',
    story:
      'A colleague prunes 90% of LeNet-300-100 and fine-tunes it. Accuracy comes back, but the file does not deflate any more. They show you the zeros.',
    experiment: quick(
      { label: '90% pruned', steps: [pruned(0.9)] },
      { label: 'Fine-tuned', steps: [pruned(0.9), finetuned('free')] },
    ),
    figure: ZEROS,
    question: 'What went wrong?',
    options: [
      {
        text: 'The mask was not kept in training',
        correct: true,
        feedback:
          'To a gradient a pruned weight is one like any other: it moved, and is zero no more.',
      },
      {
        text: 'The learning rate was too high',
        correct: false,
        feedback:
          'Any rate above zero moves pruned weights away from zero. Only how far depends on it.',
      },
      {
        text: 'Too large a share was pruned',
        correct: false,
        feedback:
          'Accuracy came back, so there was enough left. The same share with a mask stays zero.',
      },
      {
        text: 'It was not trained for long enough',
        correct: false,
        feedback: 'Training longer brings no zeros back: nothing draws those weights to zero.',
      },
    ],
    explanation:
      'The log says free: pruned weights were only where training started. With a mask they are held at zero, and what is left wins back most of the accuracy too.',
    remedy: {
      action: 'Run the remedy',
      experiment: quick({
        label: 'Fine-tuned, mask kept',
        steps: [pruned(0.9), finetuned('keep')],
      }),
      figure: ZEROS,
    },
    claim:
      'Without the mask fewer than half of the zeros are left, with it all of them, and accuracy is won back as well.',
    otherwise: 'A training that was ended early leaves more zeros and wins back less.',
    holds: given(
      (cut, free, kept) =>
        zeroShare(free) < zeroShare(cut) / 2 &&
        zeroShare(kept) >= zeroShare(cut) &&
        pointsLost(kept) < pointsLost(cut),
    ),
  },
  {
    id: 'clinic-stored-densely',
    title: 'Nine of ten gone, no byte saved',
    story:
      'A colleague sets 90% of the weights to zero and saves the network. The file is as large as before. “Pruning does not make anything smaller,” they say.',
    experiment: {
      ...quick(TRAINED, { label: '90% pruned', steps: [pruned(0.9)] }),
      measure: 'file',
    },
    figure: DENSE_BYTES,
    question: 'What went wrong?',
    options: [
      {
        text: 'Scales and biases fill the file',
        correct: false,
        feedback: 'There are 410 biases beside 266,200 weights, and float32 has no scales.',
      },
      {
        text: 'Zeros are written like the rest',
        correct: true,
        feedback: 'A dense file has four bytes for each weight, whether it is zero or not.',
      },
      {
        text: 'Saving undid all the pruning',
        correct: false,
        feedback: 'The weights are still zero: the same run, deflated, is many times smaller.',
      },
    ],
    explanation:
      'A zero takes as many bytes as any other float32 until the encoding knows of it. A bitmask leaves zeros out and pays one bit a weight; deflate finds them by itself.',
    remedy: {
      action: 'Draw all its encodings',
      figure: {
        title: '90% pruned, in three encodings',
        digits: 1,
        axis: fromZero('KB of 1,000 bytes'),
        bars: ([, run]) =>
          (
            [
              ['Dense', 'dense'],
              ['Bitmask', 'bitmask'],
              ['Deflate', 'deflate'],
            ] as const
          ).flatMap(([label, name]) => {
            const row = run?.ledger?.rows.find(({ encoding }) => encoding === name);
            return row ? [{ label, value: row.bytes / 1000 }] : [];
          }),
      },
    },
    claim:
      'Dense, both take the same bytes. As a bitmask and deflated, the same pruned weights are at least five times smaller.',
    otherwise: 'These are counted bytes: anything else would be a fault of this page.',
    holds: given((trained, cut) => {
      const bitmask = cut.ledger?.rows.find(({ encoding }) => encoding === 'bitmask');
      const { dense, deflate } = cut.size.after;
      const most = dense / 5;
      return (
        dense === trained.size.after.dense &&
        bitmask !== undefined &&
        bitmask.bytes < most &&
        deflate < most
      );
    }),
  },
  {
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
        feedback:
          'A bar is read by its length, and the cut axis makes lengths that no accuracy has.',
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
  },
  {
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
  },
  {
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
  },
];
