import { deflateRatio, denseRatio, given } from '../../../proof/facts';
import type { Item } from '../../item';
import { pruned, quantized, timed } from '../../../proof/trials';

export const whatAndWhy: Item = {
  id: 'what-and-why',
  number: 11,
  level: 'intermediate',
  kind: 'explain',
  concept: 'What both techniques do',
  question:
    'Explain to a colleague what quantization and pruning do to a trained network, and when each ' +
    'helps to serve it. Cite one figure of your own.',
  hint:
    'Follow one weight. What is kept of it after quantization, and after pruning? Then follow ' +
    'the file, and last the clock: what has to be true before either of them gains?',
  checklist: [
    'Quantization keeps an integer code for each weight, and a scale that turns codes back into ' +
      'weights.',
    'Pruning sets weights to zero and leaves every layer its shape.',
    'Bytes fall only where the format uses it: fewer bits a code, or zeros skipped or compressed.',
    'Speed needs kernels that read the small form, or layers that are really smaller.',
  ],
  modelAnswer:
    'Quantization writes each weight as a small integer code and keeps a scale to decode it, so ' +
    'weights move a little but none is lost. Pruning sets the least important weights to zero; the ' +
    'matrices keep their shapes. int8 codes make a dense file about a quarter at once, while zeros ' +
    'shorten a file only if it is compressed or stored sparsely. Neither is faster by itself: the ' +
    'kernels must compute on the small form, or whole neurons or filters must go.',
  pitfalls: [
    {
      text: 'Pruning deletes neurons.',
      feedback: 'It sets single weights to zero. Only structured pruning takes out neurons.',
    },
    {
      text: 'Quantization rounds the outputs.',
      feedback: 'Here it rounds the weights. Outputs change because the weights did.',
    },
    {
      text: 'A smaller network is always faster.',
      feedback: 'Float32 kernels do the same work on decoded codes and on zeros.',
    },
  ],
  experiment: timed(
    { label: 'int8', steps: [quantized(8, 'channel')] },
    { label: '50% pruned', steps: [pruned(0.5)] },
    { label: '50% pruned, int8', steps: [pruned(0.5), quantized(8, 'channel')] },
  ),
  evidence: ['denseRatio', 'deflateRatio', 'timeOfImage'],
  claim: 'Dense bytes fall with int8 and not with zeros; deflated bytes fall with either.',
  otherwise: 'These bytes are counted, not measured. A difference is a fault of this page.',
  holds: given(
    (int8, zeros, both) =>
      denseRatio(int8) > 3.8 &&
      denseRatio(both) > 3.8 &&
      denseRatio(zeros) === 1 &&
      [int8, zeros, both].every((report) => deflateRatio(report) > 1) &&
      deflateRatio(both) > Math.max(deflateRatio(int8), deflateRatio(zeros)),
  ),
};
