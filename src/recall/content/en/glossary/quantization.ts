import { noisiest, roundingBound, scale, scaleCount } from './own/quantization';
import type { Term } from '../../term';

const JACOB = 'Jacob et al. 2018, arXiv 1712.05877, section 2.1';
const NAGEL =
  'Nagel et al. 2019, “Data-free quantization through weight equalization and bias correction”';
const quantizePer = (granularity: string) =>
  `Quantize the weights per ${granularity} to see your own.`;

/** Words of storing weights as whole numbers. */
export const QUANTIZATION: readonly Term[] = [
  {
    id: 'quantization',
    word: 'quantization',
    spellings: ['quantize', 'quantized', 'quantizes', 'quantizing'],
    means:
      'Storing numbers as integer codes of few bits, with a scale that turns codes back into numbers. What it costs is rounding.',
    see: ['code', 'scale', 'rounding-error'],
  },
  {
    id: 'code',
    word: 'code',
    spellings: ['codes', 'integer code', 'integer codes', 'int8'],
    means:
      'The whole number that stands for a weight. With 8 bits, as int8, symmetric codes go from −127 to 127.',
    see: ['scale', 'dequantize', 'fake-quantization'],
    formula: {
      text: 'q = clamp(round(w ÷ s) + z), ties to the even number',
      source: JACOB,
    },
  },
  {
    id: 'scale',
    word: 'scale',
    spellings: ['scales'],
    means:
      'How far one step of the codes reaches: the number that a code is multiplied with to give a weight.',
    see: ['zero-point', 'symmetric', 'per-channel'],
    formula: {
      text: 's = max|w| ÷ (2ᵇ⁻¹ − 1); asymmetric: s = (max − min) ÷ (2ᵇ − 1)',
      source: `${JACOB}; the symmetric one as in PyTorch’s observers`,
      own: {
        worked: scale,
        needs: 'Quantize the weights, without training through the codes, to see your own scale.',
      },
    },
  },
  {
    id: 'zero-point',
    word: 'zero-point',
    spellings: ['zero-points'],
    means:
      'The code that stands for 0 in the asymmetric scheme. It is a whole number, so that 0, and every pruned weight, stays exactly 0.',
    see: ['asymmetric', 'scale', 'code'],
    formula: { text: 'z = round(−min ÷ s)', source: JACOB },
  },
  {
    id: 'symmetric',
    word: 'symmetric',
    spellings: ['symmetrically'],
    means:
      'Codes lie evenly on both sides of zero, which has the code 0. The scale follows from the largest |w| alone.',
    see: ['asymmetric', 'scale'],
  },
  {
    id: 'asymmetric',
    word: 'asymmetric',
    spellings: ['affine'],
    means:
      'Codes span the range from the least to the greatest weight, 0 included, and a zero-point tells which of them is 0. It helps where the range is lopsided.',
    see: ['symmetric', 'zero-point'],
  },
  {
    id: 'per-tensor',
    word: 'per-tensor',
    spellings: ['one scale a tensor'],
    means:
      'One scale for a whole kernel. A channel of small weights then gets few of the codes, or none but 0.',
    see: ['per-channel', 'cross-layer-equalization'],
    formula: {
      text: 'scales = number of kernels',
      source: 'Krishnamoorthi 2018, arXiv 1806.08342, section 2.4',
      own: { worked: scaleCount('tensor'), needs: quantizePer('tensor') },
    },
  },
  {
    id: 'per-channel',
    word: 'per-channel',
    spellings: ['one scale a channel'],
    means:
      'A scale for each output channel, so that each uses all of its codes. It costs four bytes a channel, and one for a zero-point.',
    see: ['per-tensor', 'channel', 'scale'],
    formula: {
      text: 'scales = number of output channels, over all kernels',
      source: 'Krishnamoorthi 2018, arXiv 1806.08342, section 2.4',
      own: { worked: scaleCount('channel'), needs: quantizePer('channel') },
    },
  },
  {
    id: 'fake-quantization',
    word: 'fake quantization',
    spellings: ['fake-quantized', 'through the codes', 'quantization-aware training'],
    means:
      'Rounding weights to their codes and at once back to floats, so that ordinary kernels and gradients can work with what quantization leaves.',
    see: ['dequantize', 'fine-tune'],
    formula: { text: 'ŵ = s · (clamp(round(w ÷ s) + z) − z)', source: `${JACOB} and section 3` },
  },
  {
    id: 'dequantize',
    word: 'dequantize',
    spellings: ['dequantized', 'dequantizing', 'decode', 'decoded', 'decoding'],
    means: 'Turning codes back into numbers. The rounding is not undone: what comes back is near.',
    see: ['code', 'rounding-error'],
    formula: { text: 'ŵ = s · (q − z)', source: JACOB },
  },
  {
    id: 'rounding-error',
    word: 'rounding error',
    spellings: ['rounding errors', 'half a scale', 'rounding'],
    means:
      'What a weight moves by when it becomes a code. A weight within the range moves by half a scale at most.',
    see: ['scale', 'clipping', 'sqnr'],
    formula: {
      text: '|ŵ − w| ≤ s ÷ 2',
      source: 'follows from rounding to the nearest code',
      own: {
        worked: roundingBound,
        needs: 'Quantize the weights, without training through the codes, to see your own bound.',
      },
    },
  },
  {
    id: 'calibration',
    word: 'calibration',
    spellings: ['calibrate', 'calibrated', 'calibrating', 'calibrates'],
    means:
      'Finding the ranges of activations by running typical inputs. Ranges from other inputs clip what matters, or waste codes.',
    see: ['clipping', 'code'],
  },
  {
    id: 'clipping',
    word: 'clipping',
    spellings: ['clip', 'clipped', 'clamp', 'clamped', 'clips'],
    means:
      'Giving values beyond the range its last code. A narrower range rounds the many more finely, at the cost of the few that are clipped.',
    see: ['calibration', 'rounding-error'],
  },
  {
    id: 'codebook',
    word: 'codebook',
    spellings: ['codebooks'],
    means:
      'A short list of values that a kernel’s weights share; each weight is stored as its index. K-means finds values that lie well.',
    see: ['code', 'dense-size', 'huffman-code'],
    formula: {
      text: 'bits = n·⌈log₂K⌉ + 32·K',
      source: 'Han, Mao and Dally 2016, “Deep compression”, section 3',
    },
  },
  {
    id: 'sqnr',
    word: 'SQNR',
    spellings: ['signal to noise', 'signal to quantization noise'],
    means:
      'Signal-to-quantization-noise ratio: how far the weights stand above what was changed in them. Six decibels more is about one bit more.',
    see: ['rounding-error', 'sensitivity'],
    formula: {
      text: 'SQNR = 10·log₁₀(Σw² ÷ Σ(w − ŵ)²)',
      source: 'as in Lin, Talathi and Annapureddy 2016, arXiv 1511.06393',
      own: { worked: noisiest, needs: 'Prune or quantize, without training, to see your own.' },
    },
  },
  {
    id: 'batch-norm-folding',
    word: 'batch norm folding',
    spellings: ['batch norm folded', 'fold batch norm', 'folding batch norm', 'folded', 'folding'],
    means:
      'Multiplying a batch norm into the kernel before it, which computes the same with a layer less. Channels may come out with very different ranges.',
    see: ['cross-layer-equalization', 'per-channel'],
    formula: {
      text: 'k = γ ÷ √(σ² + ε), W′ = W·k, b′ = β + (b − μ)·k',
      source:
        'Ioffe and Szegedy 2015, arXiv 1502.03167; folded as in Jacob et al. 2018, section 3.2',
    },
  },
  {
    id: 'cross-layer-equalization',
    word: 'cross-layer equalization',
    spellings: ['equalization', 'equalize', 'equalized', 'equalizing'],
    means:
      'Making a channel smaller in one layer and its readers larger in the next, so that ranges are alike and the network answers the same.',
    see: ['per-tensor', 'bias-correction'],
    formula: { text: 'sᵢ = √(r₁ᵢ · r₂ᵢ) ÷ r₂ᵢ for the ranges r of channel i', source: NAGEL },
  },
  {
    id: 'bias-correction',
    word: 'bias correction',
    spellings: ['biases corrected', 'correct the biases'],
    means:
      'Taking from each bias the mean error that changed weights cause at its output: rounding does not cancel out by itself.',
    see: ['bias', 'cross-layer-equalization'],
    formula: { text: 'b′ = b − E[Ŵx − Wx]', source: NAGEL },
  },
];
