import { quantized, timed } from '../../../proof/trials';
import { denseRatio, given, timing } from '../../../proof/facts';
import type { OutcomePrediction } from '../../prediction';

export const decodedLatency: OutcomePrediction = {
  id: 'predict-decoded-latency',
  kind: 'choose',
  title: 'Time, with int8 weights',
  question:
    'Weights are stored as int8 and decoded to float32 before the layers run. ' +
    'How long does an image take now?',
  options: [
    {
      text: 'A quarter of the time',
      correct: false,
      feedback: 'The bytes on disk are a quarter. The layers never see those: they read floats.',
    },
    {
      text: 'About half of the time',
      correct: false,
      feedback:
        'Kernels that compute on int8 gain something like that on some devices. ' +
        'Decoded weights go through the float32 kernels of before.',
    },
    {
      text: 'No measurable change',
      correct: true,
      feedback: 'The same kernels do the same work on as many floats as before.',
    },
    {
      text: 'Longer, for decoding',
      correct: false,
      feedback: 'Decoding is done once, when the network is loaded, not for each image.',
    },
  ],
  explanation:
    'Storage and arithmetic are two matters. int8 storage saves bytes to keep and download; time ' +
    'follows the kernels that run. The control row times the network against itself, and shows ' +
    'how far apart two equal things can seem.',
  byHand: 'By hand: under “Whittle it”, move Bits to 8 and read Latency in the table of results.',
  experiment: timed(
    { label: 'float32 against itself', steps: [] },
    { label: 'int8 storage', steps: [quantized(8, 'channel')] },
  ),
  evidence: ['denseBytes', 'timeOfImage'],
  claim: 'The bytes are about a quarter, and the time of an image cannot be told from before.',
  otherwise:
    'Timing is noisy: another tab, a battery saver or a warming chip can slow one side, and now ' +
    'and then a difference appears by chance. Run it again.',
  holds: given((_control, int8) => {
    const image = timing(int8, 'image');
    return denseRatio(int8) > 3.8 && image !== undefined && !image.measurable;
  }),
};
