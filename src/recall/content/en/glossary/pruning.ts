import { zeros, zerosByMagnitude } from './own/pruning';
import type { Term } from '../../term';

/** Words of taking weights away, and of winning accuracy back. */
export const PRUNING: readonly Term[] = [
  {
    id: 'weight',
    word: 'weight',
    spellings: ['weights'],
    means:
      'A number that a layer multiplies one of its inputs with. Training finds it, and float32 stores it in four bytes.',
    see: ['kernel', 'bias', 'magnitude-pruning'],
  },
  {
    id: 'kernel',
    word: 'kernel',
    spellings: ['kernels'],
    means:
      'The weights of one layer, as a matrix or a stack of filters. A program that computes a layer on a device is called a kernel too.',
    see: ['weight', 'channel', 'bias'],
  },
  {
    id: 'bias',
    word: 'bias',
    spellings: ['biases'],
    means:
      'A number that a layer adds to one output channel; biases are so few that none is pruned or quantized here. The parameters of a network are its weights and its biases.',
    see: ['kernel', 'bias-correction'],
  },
  {
    id: 'channel',
    word: 'channel',
    spellings: ['channels', 'output channel', 'output channels'],
    means:
      'One output of a layer: a neuron of a dense layer, or the picture that one filter of a convolution makes.',
    see: ['per-channel', 'structured-pruning'],
  },
  {
    id: 'pruning',
    word: 'pruning',
    spellings: ['prune', 'pruned', 'prunes'],
    means:
      'Taking weights away that a network can do without, mostly by setting them to zero. What is left may be trained on.',
    see: ['magnitude-pruning', 'unstructured-pruning', 'structured-pruning', 'sparsity'],
  },
  {
    id: 'magnitude-pruning',
    word: 'magnitude pruning',
    spellings: ['by magnitude', 'pruned by magnitude'],
    means:
      'Pruning the weights of smallest absolute value, since they usually add least to what a layer answers. Ranked over the whole network or in each layer.',
    see: ['threshold', 'sparsity', 'mask'],
    formula: {
      text: 'pruned = the k weights of smallest |w|, k = round(s·n)',
      source:
        'Han et al. 2015, “Learning both weights and connections for efficient neural networks”',
      own: { worked: zerosByMagnitude, needs: 'Prune some of the smallest to see how many went.' },
    },
  },
  {
    id: 'unstructured-pruning',
    word: 'unstructured pruning',
    spellings: ['unstructured'],
    means:
      'Setting single weights to zero wherever they lie. Shapes stay as they were, so dense kernels are no faster.',
    see: ['structured-pruning', 'mask', 'bitmask'],
  },
  {
    id: 'structured-pruning',
    word: 'structured pruning',
    spellings: ['structured'],
    means:
      'Removing whole filters or neurons, and the weights that read them. Layers become smaller, so that every device has less to do.',
    see: ['unstructured-pruning', 'channel', 'macs'],
  },
  {
    id: 'sparsity',
    word: 'sparsity',
    spellings: ['sparse'],
    means:
      'The share of the weights that are zero: at 90% one in ten is left. The share to prune is one of the prunable weights: all kernels but depthwise ones, which go only when asked.',
    see: ['mask', 'unstructured-pruning', 'csr'],
    formula: {
      text: 'zeros k = round(s·n) of n prunable weights',
      source: 'counted here: ties are broken by the lowest index, so that exactly k weights go',
      own: { worked: zeros, needs: 'Prune some weights to see your own share.' },
    },
  },
  {
    id: 'mask',
    word: 'mask',
    spellings: ['masks', 'masked'],
    means:
      'One mark for each weight: kept or pruned. Training that keeps it holds pruned weights at zero while the others learn.',
    see: ['bitmask', 'fine-tune', 'sparsity'],
  },
  {
    id: 'threshold',
    word: 'threshold',
    spellings: ['thresholds'],
    means:
      'The magnitude below which weights are pruned. Here it follows from the share that is asked for, not the other way round.',
    see: ['magnitude-pruning', 'clipping'],
  },
  {
    id: 'gradual-pruning',
    word: 'gradual pruning',
    spellings: ['pruning gradually', 'pruned gradually'],
    means:
      'Pruning ever more while training, fast at first and slowly at the end, so that the network can adapt on the way.',
    see: ['fine-tune', 'sparsity'],
    formula: {
      text: 'sₜ = s · (1 − (1 − t ÷ T)³)',
      source: 'Zhu and Gupta 2017, “To prune, or not to prune”, starting from no zeros',
    },
  },
  {
    id: 'fine-tune',
    word: 'fine-tuning',
    spellings: ['fine-tune', 'fine-tuned', 'fine-tunes'],
    means:
      'Training a network on after it was changed, to win accuracy back. It takes data and time, and after pruning the mask has to be kept.',
    see: ['mask', 'distillation', 'gradual-pruning'],
  },
  {
    id: 'distillation',
    word: 'distillation',
    spellings: ['teacher', 'distilled'],
    means:
      'Training a network towards the probabilities that another one, the teacher, gives. They tell more than the label alone, and no labels are needed.',
    see: ['fine-tune'],
    formula: {
      text: 'loss = −Σ p(teacher) · ln p(student)',
      source: 'Hinton, Vinyals and Dean 2015, arXiv 1503.02531, at temperature 1',
    },
  },
  {
    id: 'sensitivity',
    word: 'sensitivity',
    spellings: ['sensitive', 'sensitivities'],
    means:
      'How much accuracy falls when one layer alone is pruned or quantized. Layers differ in it, so they can be treated differently.',
    see: ['top-1-accuracy', 'knee'],
  },
];
