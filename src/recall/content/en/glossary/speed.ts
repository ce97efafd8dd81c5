import { intensity, latencyRatio, operations } from './own/speed';
import type { Term } from '../../term';

const FIRST_RUN = 'Wait for the first run to end.';

/** Words of how long a network takes. */
export const SPEED: readonly Term[] = [
  {
    id: 'latency',
    word: 'latency',
    spellings: ['latencies'],
    means:
      'How long a network takes to answer. It depends on the device and its kernels, so it has to be measured, before and after by turns.',
    see: ['batch', 'memory-bound', 'macs'],
    formula: {
      text: 'ratio = the median of after ÷ before over interleaved pairs',
      source: 'measured here; its interval is that of a median’s order statistics',
      own: {
        worked: latencyRatio,
        needs: 'Leave the controls at rest until the latency is timed.',
      },
    },
  },
  {
    id: 'compute-kernel',
    word: 'compute kernel',
    spellings: [
      'sparse kernel',
      'sparse kernels',
      'dense kernel',
      'dense kernels',
      'int8 kernel',
      'int8 kernels',
      'float32 kernels',
      'the kernels',
    ],
    means:
      'The program that computes a layer on a device; a kernel of weights is another thing. A sparse one skips zeros, an int8 one reads codes: without them, neither zeros nor codes save time.',
    see: ['latency', 'kernel', 'memory-bound'],
  },
  {
    id: 'batch',
    word: 'batch',
    spellings: ['batches', 'batch size', 'batch sizes', 'batch 1'],
    means:
      'Images that are answered together. In a large batch each weight is read once for many images.',
    see: ['latency', 'memory-bound'],
  },
  {
    id: 'macs',
    word: 'MACs',
    spellings: ['MAC', 'multiply-accumulates', 'multiplications'],
    means:
      'Multiply-accumulates: how often an input is multiplied with a weight and added to a sum, for one image. Zeros count too, unless a kernel skips them.',
    see: ['latency', 'roofline', 'structured-pruning'],
    formula: {
      text: 'dense layer: inputs × outputs; convolution: that for each position',
      source: 'by definition',
      own: { worked: operations, needs: FIRST_RUN },
    },
  },
  {
    id: 'memory-bound',
    word: 'memory-bound',
    spellings: ['memory traffic', 'bound by memory', 'bandwidth', 'bound by bandwidth'],
    means:
      'A layer is memory-bound where moving its weights and activations takes longer than computing with them. Fewer operations do not help it then, fewer bytes do.',
    see: ['roofline', 'batch', 'macs'],
    formula: {
      text: 'intensity = MACs ÷ bytes moved',
      source: 'Williams, Waterman and Patterson 2009, “Roofline”',
      own: { worked: intensity, needs: FIRST_RUN },
    },
  },
  {
    id: 'roofline',
    word: 'roofline',
    spellings: ['roofline model'],
    means:
      'A bound on speed with two parts: what a device computes a second, and what it moves. The slower of both holds.',
    see: ['memory-bound', 'macs', 'latency'],
    formula: {
      text: 'time ≥ max(MACs ÷ rate, bytes ÷ bandwidth)',
      source: 'Williams, Waterman and Patterson 2009, “Roofline”',
    },
  },
];
