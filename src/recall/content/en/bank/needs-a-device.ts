import {
  bytesPerWeight,
  distinctCodes,
  given,
  timing,
  withinHalfScale,
} from '../../../proof/facts';
import type { Item } from '../../item';
import { quantized, timed } from '../../../proof/trials';

export const needsADevice: Item = {
  id: 'needs-a-device',
  number: 8,
  level: 'intermediate',
  kind: 'choice',
  concept: 'What must be measured',
  question:
    'Four claims about a float32 network after symmetric int8 quantization, per tensor. ' +
    'Which one needs a measurement on the device that will run it?',
  options: [
    {
      text: 'It classifies an image in less time',
      correct: true,
      feedback:
        'Time depends on the kernels, the memory and the chip. Time both networks by turns on ' +
        'that device, often enough to know the spread.',
    },
    {
      text: 'Each weight takes a quarter of the bytes',
      correct: false,
      feedback: 'This is counted: 8 bits are a quarter of 32 bits on any device.',
    },
    {
      text: 'No weight moves over half a scale',
      correct: false,
      feedback: 'This follows from rounding to the nearest code, on any device.',
    },
    {
      text: 'No kernel has over 255 distinct codes',
      correct: false,
      feedback: 'This follows from the range: there are 255 integers from −127 to 127.',
    },
  ],
  explanation:
    'Bytes, errors and codes can be worked out anywhere. Speed cannot: on one core of a Pixel 2, ' +
    'int8 made MobileNetV1 2.3× faster and ResNet-v2-50 1.46×. The same technique, the same ' +
    'device, another network, another gain.',
  source:
    'Krishnamoorthi: Quantizing deep convolutional networks for efficient inference, 2018, table 7',
  experiment: timed(
    { label: 'float32 against itself', steps: [] },
    { label: 'int8', steps: [quantized(8, 'tensor')] },
  ),
  evidence: ['bytesPerWeight', 'errorInScales', 'distinct', 'timeOfImage'],
  claim:
    'Bytes, error and codes keep to their rules. The time alone comes as an interval, and only ' +
    'this device could give it.',
  otherwise:
    'Bytes, error and codes hold by arithmetic, so a difference there is a fault of this page. ' +
    'A missing time means that the measurement was not finished.',
  holds: given((_control, int8) => {
    const time = timing(int8, 'image');
    const rules =
      Math.abs(bytesPerWeight(int8) - 1) < 0.01 &&
      withinHalfScale(int8) &&
      (distinctCodes(int8) ?? Infinity) <= 255;
    return rules && time !== undefined && time.ratio.low <= time.ratio.high;
  }),
};
