import { encodedBytes, given } from '../../../proof/facts';
import type { Item } from '../../item';
import { pruned, quantized, quick } from '../../../proof/trials';

export const smallestFile: Item = {
  id: 'smallest-file',
  number: 18,
  level: 'further',
  kind: 'choice',
  concept: 'The smallest form of a sparse network',
  question:
    'Nine in ten weights of LeNet-300-100 are zero. ' +
    'In which of these forms do its weights take the fewest bytes?',
  options: [
    {
      text: 'float32 in CSR form',
      correct: false,
      feedback:
        'Zeros are left out, but each weight that is left costs four bytes, and its column number ' +
        'two more.',
    },
    {
      text: 'int8 in a dense array',
      correct: false,
      feedback:
        'A dense array spends one byte on each weight, zeros too. As nine in ten are zeros, most ' +
        'of it says nothing.',
    },
    {
      text: 'float32 with a bitmask',
      correct: false,
      feedback:
        'One bit a weight says where the others are, cheaper than column numbers. These still ' +
        'take four bytes each.',
    },
    {
      text: 'int8 in Huffman codes',
      correct: true,
      feedback:
        'The weights left take about a byte each, and 0, by far the most frequent code, ' +
        'gets the shortest word: one bit.',
    },
  ],
  explanation:
    'Two savings meet: fewer bits for a weight that is left, and hardly any for one that is not. ' +
    'Entropy coding has both, since it gives frequent symbols short words. Coding the gaps ' +
    'between the weights left, in place of each zero, goes further still. Such a file has to be ' +
    'decoded before a dense kernel can use it.',
  experiment: {
    ...quick(
      { label: '90% zeros, float32', steps: [pruned(0.9)] },
      { label: '90% zeros, int8', steps: [pruned(0.9), quantized(8, 'channel')] },
    ),
    measure: 'file',
  },
  evidence: ['denseBytes', 'csrBytes', 'bitmaskBytes', 'huffmanBytes', 'gapsBytes'],
  claim:
    'In Huffman codes, int8 takes less than half the bytes of float32 in either sparse form, and ' +
    'less than a quarter of its own dense array. With gaps it takes fewer still.',
  otherwise:
    'Bytes are counted. Elsewhere they differ with the sparsity: with few zeros, indices and masks ' +
    'cost more than they save.',
  holds: given((float32, int8) => {
    const [huffman, gaps] = [encodedBytes(int8, 'huffman'), encodedBytes(int8, 'relativeHuffman')];
    const [csr, mask] = [encodedBytes(float32, 'csr'), encodedBytes(float32, 'bitmask')];
    if (!huffman || !gaps || !csr || !mask) return false;
    return (
      huffman < Math.min(csr, mask) / 2 && huffman < int8.size.after.dense / 4 && gaps < huffman
    );
  }),
};
