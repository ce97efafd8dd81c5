import { pruned, quantized, quick, timed, TRAINED } from '../../proof/trials';
import { denseRatio, given, pointsLost, timing } from '../../proof/facts';
import type { PredictionItem } from '../prediction';
import { accuracyBySparsity } from './predictions/accuracy-by-sparsity';

const int8: PredictionItem = {
  id: 'tour-int8',
  kind: 'choose',
  title: 'Fewer bits',
  question:
    'The network on this page reads handwritten digits. It is 266,200 numbers, called weights, of ' +
    '32 bits each. Quantizing stores each of them in 8 bits. What happens?',
  options: [
    {
      text: 'Half the file, as many digits right',
      correct: false,
      feedback: 'From 32 bits to 8 is a quarter, not a half: one byte a weight in place of four.',
    },
    {
      text: 'A quarter of the file, as many right',
      correct: true,
      feedback:
        'One byte in place of four, and each weight moves so little that the answers hardly change.',
    },
    {
      text: 'A quarter of the file, far fewer right',
      correct: false,
      feedback:
        'Each weight is rounded, but to one of 255 values: too little a change to matter here.',
    },
  ],
  explanation:
    'Quantization keeps a whole number of 8 bits for each weight, and a common scale that turns it ' +
    'back. Networks bear small errors well, for no answer hangs on a single weight.',
  byHand:
    'You can do it by hand: under “Whittle it”, move Bits from float32 to 8 and read the table of ' +
    'results.',
  experiment: quick(TRAINED, { label: '8 bits a weight', steps: [quantized(8, 'channel')] }),
  evidence: ['denseBytes', 'accuracy'],
  claim: 'About a quarter of the bytes, and half a point of accuracy lost at most.',
  otherwise: 'Half a point is five digits of a thousand, so a device may fall on either side.',
  holds: given((_trained, small) => denseRatio(small) > 3.8 && pointsLost(small) <= 0.5),
};

const zeros: PredictionItem = {
  id: 'tour-zeros',
  kind: 'choose',
  title: 'Fewer weights',
  question:
    'Pruning sets weights to zero, those nearest to zero first. Nine in ten are pruned. What ' +
    'happens to a file that has four bytes for every weight, and to the time for a digit?',
  options: [
    {
      text: 'A tenth of the file and the time',
      correct: false,
      feedback:
        'A zero is still a number: it is stored in four bytes and multiplied like any other.',
    },
    {
      text: 'A tenth of the file, the same time',
      correct: false,
      feedback: 'The file gets shorter only if it is compressed, or leaves the zeros out.',
    },
    {
      text: 'The same file, and the same time',
      correct: true,
      feedback: 'Zeros take as many bytes and as many multiplications as other numbers.',
    },
  ],
  explanation:
    'Zeros are a chance, not yet a saving. A compressed file gets much smaller, and programs made for ' +
    'it can skip zeros; the ordinary ones multiply them all. Only when whole neurons go has every ' +
    'device less to do.',
  byHand:
    'You can do it by hand: under “Whittle it”, move Sparsity to 90% and read the table of results.',
  experiment: timed(TRAINED, { label: '90% pruned', steps: [pruned(0.9)] }),
  evidence: ['denseBytes', 'deflateBytes', 'timeOfImage'],
  claim: 'The dense file is exactly as long as before, and no time is measurably saved.',
  otherwise:
    'Bytes are counted, so look at the time: it is noisy, and now and then a difference appears by ' +
    'chance. Run it again.',
  holds: given((_trained, pruned) => {
    const image = timing(pruned, 'image');
    const saved = image?.measurable && image.ratio.median < 1;
    return denseRatio(pruned) === 1 && image !== undefined && !saved;
  }),
};

const curve: PredictionItem = {
  ...accuracyBySparsity,
  id: 'tour-curve',
  title: 'How far can you go?',
  question:
    'As ever more weights are pruned, from none to 99 in 100, how many of a hundred digits does ' +
    'the network still read right? Draw it.',
};

/** Three things to predict and prove, for someone who has never heard of any of it. */
export const STOPS: readonly PredictionItem[] = [int8, zeros, curve];
