import { pruned, quick, TRAINED } from '../../../proof/trials';
import { given } from '../../../proof/facts';
import { DENSE_BYTES, fromZero, type Case } from '../../case';

export const storedDensely: Case = {
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
};
