import { quick } from '../../../proof/trials';
import { deflateRatio, denseRatio } from '../../../proof/facts';
import { plain } from '../../../../parts/format';
import type { CurvePrediction } from '../../prediction';
import { prunings, SPARSITIES } from './places';

export const denseSizeBySparsity: CurvePrediction = {
  id: 'predict-dense-size-by-sparsity',
  kind: 'draw',
  title: 'Dense size, as weights are pruned',
  question:
    'The weights of a pruned network are written one after the other, four bytes each: a dense ' +
    'file. How long is it as zeros go from 0% to 99%?',
  x: { title: 'zeros, %', places: SPARSITIES },
  y: {
    title: 'dense bytes, % of before',
    max: 120,
    start: 100,
    says: (value) => `${plain(value, 1)}% of the bytes`,
  },
  shape: 'flat',
  measured: (report) => 100 / denseRatio(report),
  explanation:
    'A zero takes four bytes like any other float32 weight, and every matrix keeps its shape, so ' +
    'the dense file stays as long as it was. What falls is the deflated file beside it: zeros ' +
    'compress well. Bytes fall where a format makes use of zeros, and nowhere else.',
  byHand:
    'By hand: under “Whittle it”, move Sparsity and compare the rows of the size ledger: dense, ' +
    'bitmask, deflated.',
  experiment: quick(...prunings()),
  evidence: ['zeros', 'denseBytes', 'deflateBytes'],
  claim: 'Dense bytes stay exactly the same throughout; deflated bytes fall at every step.',
  otherwise: 'These bytes are counted, not measured. A difference is a fault of this page.',
  holds: (evidence) =>
    evidence.length === SPARSITIES.length &&
    evidence.every((report, at) => {
      const before = evidence[at - 1];
      return denseRatio(report) === 1 && (!before || deflateRatio(report) > deflateRatio(before));
    }),
};
