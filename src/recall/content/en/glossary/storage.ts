import {
  bitmaskSize,
  bytesIn,
  compression,
  deflated,
  denseSize,
  entropy,
  huffmanWords,
} from './own/storage';
import type { Term } from '../../term';

const AT_REST = 'Leave the controls at rest until every encoding is counted.';
const HAN = 'Han, Mao and Dally 2016, “Deep compression”';

/** Words of writing weights into a file. */
export const STORAGE: readonly Term[] = [
  {
    id: 'dense-size',
    word: 'dense size',
    spellings: ['dense bytes', 'densely', 'stored densely', 'dense file'],
    means:
      'Bytes when every weight is written out, zeros like the others, with the scales beside them.',
    see: ['compression-ratio', 'bitmask', 'deflate'],
    formula: {
      text: 'bits = n·b + 32·scales, 8 for each zero-point and 32 for each bias',
      source: 'counted from the packed bytes',
      own: { worked: denseSize, needs: AT_REST },
    },
  },
  {
    id: 'compression-ratio',
    word: 'compression ratio',
    spellings: ['times smaller', 'ratio of sizes'],
    means: 'Bytes before divided by bytes after: four means a quarter of the bytes.',
    see: ['dense-size', 'deflate'],
    formula: {
      text: 'ratio = bytes before ÷ bytes after',
      source: 'by definition',
      own: { worked: compression, needs: 'Wait for the first run to end.' },
    },
  },
  {
    id: 'bitmask',
    word: 'bitmask',
    spellings: ['bitmasks', 'bit mask'],
    means:
      'One bit a weight says whether it is zero, and only the others are written. It pays as soon as more than one weight in b is zero.',
    see: ['mask', 'csr', 'relative-index'],
    formula: {
      text: 'bits = n + z·b for z non-zero weights',
      source: 'counted from the packed bytes, with scales and biases',
      own: { worked: bitmaskSize, needs: AT_REST },
    },
  },
  {
    id: 'csr',
    word: 'CSR',
    spellings: ['compressed sparse rows', 'compressed sparse row'],
    means:
      'Compressed sparse rows: each non-zero weight with its column, and where each row starts. The columns cost as much as small codes do.',
    see: ['bitmask', 'relative-index', 'sparsity'],
    formula: {
      text: 'bytes = z·(index + value) + (rows + 1)·pointer',
      source: 'Tinney and Walker 1967, Proceedings of the IEEE 55, 1801–1809; counted here',
      own: { worked: bytesIn('csr', 'CSR'), needs: AT_REST },
    },
  },
  {
    id: 'relative-index',
    word: 'relative index',
    spellings: ['relative indices', 'relative indexes'],
    means:
      'Each non-zero weight is stored with the gap to the one before, in few bits. Where a gap is too long, a filler zero is put in.',
    see: ['csr', 'bitmask', 'huffman-code'],
    formula: {
      text: 'bits = (z + fillers)·(b + gap bits)',
      source: `${HAN}, section 2`,
      own: { worked: bytesIn('relativeIndex', 'relative indices'), needs: AT_REST },
    },
  },
  {
    id: 'entropy',
    word: 'entropy',
    spellings: ['entropy coded', 'entropy coding'],
    means:
      'A bound in bits a symbol, from how often each occurs: no code with a word of its own for each symbol gets below it. Many zeros make it small.',
    see: ['huffman-code', 'deflate'],
    formula: {
      text: 'H = Σ pᵢ·log₂(1 ÷ pᵢ)',
      source: 'Shannon 1948, “A mathematical theory of communication”',
      own: { worked: entropy, needs: `Quantize the weights. ${AT_REST}` },
    },
  },
  {
    id: 'huffman-code',
    word: 'Huffman code',
    spellings: ['Huffman', 'Huffman codes', 'Huffman coding'],
    means:
      'Short words for frequent symbols and long ones for rare ones, no word being the start of another.',
    see: ['entropy', 'deflate', 'code'],
    formula: {
      text: 'n·H ≤ bits < n·(H + 1), and the table of words',
      source: 'Huffman 1952, Proceedings of the IRE 40, 1098–1101',
      own: { worked: huffmanWords, needs: `Quantize the weights. ${AT_REST}` },
    },
  },
  {
    id: 'deflate',
    word: 'deflate',
    spellings: ['deflated', 'deflating', 'deflates'],
    means:
      'The method of ZIP and PNG files: repeated pieces are referred to, then everything is Huffman coded. It finds zeros by itself.',
    see: ['huffman-code', 'dense-size'],
    formula: {
      text: 'bytes as they come out',
      source: 'RFC 1951; counted here',
      own: { worked: deflated, needs: 'Wait for the first run to end.' },
    },
  },
];
