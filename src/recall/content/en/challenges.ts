import type { Step } from '../../../core/recipe';
import { pruned, quantized } from '../../proof/trials';
import type { Limits } from '../../proof/goals';

/** Limits to meet with one network, by any setting of the page. */
export interface Challenge {
  /** Never changes: kept progress refers to it. */
  readonly id: string;
  readonly title: string;
  readonly model: string;
  readonly story: string;
  readonly limits: Limits;
  /** What does not do, and why. */
  readonly hints: readonly { readonly text: string; readonly steps: readonly Step[] }[];
  /** One way to do it. */
  readonly way: { readonly text: string; readonly steps: readonly Step[] };
}

/** In the order of their difficulty. */
export const CHALLENGES: readonly Challenge[] = [
  {
    id: 'budget-300-kb',
    title: 'Into 300 KB',
    model: 'lenet-300-100',
    story:
      'A device reads dense arrays, has no sparse kernels, and 300 KB for LeNet-300-100. At most ' +
      'half a point of accuracy may be lost.',
    limits: { bytes: { of: 'dense', most: 300_000 }, points: 0.5 },
    hints: [
      {
        text: 'Zeros do not shorten a dense array: with 70% of them it is as long as before.',
        steps: [pruned(0.7)],
      },
      {
        text: 'float16 halves every weight, and that is not enough.',
        steps: [{ kind: 'float16' }],
      },
    ],
    way: { text: '8 bits, one scale a channel.', steps: [quantized(8, 'channel')] },
  },
  {
    id: 'budget-150-kb-dense',
    title: 'Into half of that',
    model: 'lenet-300-100',
    story: 'The same device, and only 150 KB. Still half a point at most.',
    limits: { bytes: { of: 'dense', most: 150_000 }, points: 0.5 },
    hints: [
      {
        text: '4 bits fit, but one scale for a whole tensor rounds the small channels away.',
        steps: [quantized(4, 'tensor')],
      },
      { text: '5 bits are accurate, and too long.', steps: [quantized(5, 'channel')] },
    ],
    way: { text: '4 bits, one scale a channel.', steps: [quantized(4, 'channel')] },
  },
  {
    id: 'budget-100-kb-deflate',
    title: 'A small download',
    model: 'lenet-300-100',
    story:
      'The file is deflated on its way, so zeros count now: 100 KB deflated, and at most one ' +
      'point lost.',
    limits: { bytes: { of: 'deflate', most: 100_000 }, points: 1 },
    hints: [
      {
        text: 'Codes of 4 bits alone are just too long.',
        steps: [quantized(4, 'channel')],
      },
      {
        text: 'Zeros alone get there only at a share that costs far more than a point.',
        steps: [pruned(0.9)],
      },
    ],
    way: {
      text: 'Half of the weights pruned over the whole network, and 4 bits a channel.',
      steps: [pruned(0.5), quantized(4, 'channel')],
    },
  },
  {
    id: 'budget-depthwise',
    title: 'The network that collapses',
    model: 'ds-cnn',
    story:
      'DS-CNN is small already, and its channels differ much in range. Make it fit into 20 KB, ' +
      'dense, with half a point lost at most.',
    limits: { bytes: { of: 'dense', most: 20_000 }, points: 0.5 },
    hints: [
      {
        text: '8 bits with one scale a tensor fit, and ruin it: one wide channel takes all codes.',
        steps: [quantized(8, 'tensor')],
      },
      {
        text: '8 bits with one scale a channel keep it whole, but all those scales take room too.',
        steps: [quantized(8, 'channel')],
      },
      { text: '5 bits a channel lose too much.', steps: [quantized(5, 'channel')] },
    ],
    way: {
      text: '6 bits, one scale a channel. Equalizing the channels first is another way.',
      steps: [quantized(6, 'channel')],
    },
  },
  {
    id: 'budget-time',
    title: 'Against the clock',
    model: 'lenet-5',
    story:
      'LeNet-5 must read a whole batch in at most 90% of its time as trained, in 400 KB of dense ' +
      'bytes, with one point lost at most.',
    limits: {
      bytes: { of: 'dense', most: 400_000 },
      points: 1,
      time: { of: 'batch', share: 0.9 },
    },
    hints: [
      {
        text: 'Codes alone leave the time as it was, and 8 bits of them are too long.',
        steps: [quantized(8, 'channel')],
      },
      {
        text: 'With half of the filters gone it is fast, and reads badly.',
        steps: [pruned(0.5, 'layer', 'structured')],
      },
    ],
    way: {
      text: 'A fifth of the filters and neurons of each layer removed, and 8 bits a channel.',
      steps: [pruned(0.2, 'layer', 'structured'), quantized(8, 'channel')],
    },
  },
];
