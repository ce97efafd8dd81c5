import { scalesFit } from '../../../core/quantize/scales-fit';
import { describeRecipe } from '../../../core/recipe';
import type { Report } from '../../../core/report';
import { percentage } from '../../../core/words';
import { denseRatio, pointsLost } from '../../proof/facts';
import { counted, decimal, pValue, share, significant, whole } from '../../../parts/format';
import { interval } from '../../content/en/glossary/own/judging';
import { fittedTo } from '../../content/en/glossary/own/quantization';
import { bitmaskSize } from '../../content/en/glossary/own/storage';
import { codedKernels, codeSteps, packed, writtenKernels } from '../../proof/kernels';
import { toDecimals, within, type Tolerance } from './numbers';

/** A question about the reader's own run, its answer computed from the report. */
export interface RunQuestion {
  /** Never changes: kept progress refers to it. */
  readonly id: string;
  readonly question: string;
  readonly unit?: string;
  readonly answer: number;
  readonly tolerance: Tolerance;
  /** How the answer is worked out, with the reader's numbers. */
  readonly worked: string;
}

/** The questions that a report can answer; none of an untouched network. */
export function questionsOf(report: Report): readonly RunQuestion[] {
  if (report.recipe.steps.length === 0) return [];
  return GENERATORS.flatMap((generate) => generate(report) ?? []);
}

/** What the questions are about, in words. */
export function subjectOf(report: Report, nameOf: (model: string) => string): string {
  return `${nameOf(report.recipe.model)}, ${describeRecipe(report.recipe)}`;
}

/** How near to an answer a count or a size has to come. */
const NEAR = 0.01;

const GENERATORS: readonly ((report: Report) => RunQuestion | undefined)[] = [
  zerosLeft,
  denseKernel,
  scaleOfKernel,
  largestError,
  bitmask,
  ratio,
  lost,
  changed,
  halfWidth,
];

function zerosLeft({ sparsity, structure }: Report): RunQuestion | undefined {
  const { achieved, pruned } = sparsity;
  if (pruned === 0) return undefined;
  const kernels = Math.round(pruned / achieved);
  const all = sparsity.prunable ?? kernels;
  const which = all < kernels ? 'prunable weights' : 'kernel weights';
  return {
    id: 'hand-run-kept',
    question:
      `You pruned ${share(pruned, all)} of ${whole(all)} ${which}` +
      `${structure ? ', whole filters and neurons' : ''}. How many of these weights are left?`,
    unit: 'weights',
    answer: all - pruned,
    tolerance: within(NEAR),
    worked: `${whole(pruned)} went, so ${whole(all)} − ${whole(pruned)} = ${whole(all - pruned)} are left.`,
  };
}

function denseKernel(report: Report): RunQuestion | undefined {
  const coded = codedKernels(report);
  if (coded.length === 0) return undefined;
  const { tensor, codes, scales } = coded.reduce((a, b) =>
    b.tensor.weights > a.tensor.weights ? b : a,
  );
  const zeroPoints = codes.scheme === 'asymmetric' ? scales.count : 0;
  const weights = packed(tensor.weights, codes.bits);
  const answer = weights + 4 * scales.count + zeroPoints;
  return {
    id: 'hand-run-dense',
    question:
      `Kernel ${tensor.name} has ${tensor.shape.join(' × ')} weights, stored in ${codes.bits} bits ` +
      `each with ${counted(scales.count, 'float32 scale')}` +
      `${zeroPoints > 0 ? ' and as many zero-points of one byte' : ''}. How many bytes, stored densely?`,
    unit: 'bytes',
    answer,
    tolerance: within(NEAR),
    worked:
      `${whole(tensor.weights)} × ${codes.bits} ÷ 8 = ${whole(weights)} bytes of codes, and ` +
      `${whole(answer - weights)} beside them: ${whole(answer)}. Zeros are written like the others.`,
  };
}

function scaleOfKernel(report: Report): RunQuestion | undefined {
  const [first] = writtenKernels(report);
  const fitted = first && fittedTo(report, first.codes);
  if (!fitted) return undefined;
  const { tensor, codes, scales } = first;
  const steps = codeSteps(codes);
  const range = significant(scales.max * steps, 4);
  const symmetric = codes.scheme === 'symmetric';
  const which = scales.count > 1 ? 'In the widest channel of' : 'In';
  return {
    id: 'hand-run-scale',
    question: `${which} kernel ${tensor.name}, ${fitted} is ${range}. Which scale do ${codes.scheme} codes of ${codes.bits} bits get?`,
    answer: scales.max,
    tolerance: within(NEAR),
    worked:
      `There are ${steps} steps ${symmetric ? 'on each side of zero' : 'from the least to the greatest'}: ` +
      `${range} ÷ ${steps} = ${significant(scales.max)}.`,
  };
}

function largestError(report: Report): RunQuestion | undefined {
  const [first] = writtenKernels(report);
  if (!first || scalesFit(report) === 'training') return undefined;
  const { tensor, scales } = first;
  const which = scales.count > 1 ? 'largest scale' : 'scale';
  return {
    id: 'hand-run-error',
    question:
      `The ${which} of kernel ${tensor.name} is ${significant(scales.max)}. By how much can rounding ` +
      'move one of its weights at most?',
    answer: scales.max / 2,
    tolerance: within(0.02),
    worked:
      `Half a scale: ${significant(scales.max)} ÷ 2 = ${significant(scales.max / 2)}. ` +
      `The largest error that there was is ${significant(tensor.maxError)}.`,
  };
}

function bitmask(report: Report): RunQuestion | undefined {
  const coded = codedKernels(report);
  const [first] = coded;
  if (!first || report.sparsity.pruned === 0 || coded.length < report.tensors.length) {
    return undefined;
  }
  const { bits } = first.codes;
  if (coded.some(({ codes }) => codes.bits !== bits)) return undefined;
  const { parameters, tensors } = report;
  const kept = tensors.reduce((sum, { weights, zeros }) => sum + weights - zeros, 0);
  const size = bitmaskSize(report);
  if (!size) return undefined;
  return {
    id: 'hand-run-bitmask',
    question:
      `Of ${whole(parameters.kernels)} kernel weights ${whole(kept)} are not zero, ${bits} bits each. How ` +
      'many bytes does a bitmask with these weights take, scales and biases included?',
    unit: 'bytes',
    answer: size.value,
    tolerance: within(0.05),
    worked:
      `n + z·b = ${whole(parameters.kernels)} + ${whole(kept)} × ${bits} bits, a byte being 8: ` +
      size.text,
  };
}

function ratio(report: Report): RunQuestion {
  const { before, after } = report.size;
  const answer = denseRatio(report);
  return {
    id: 'hand-run-ratio',
    question:
      `Dense, the network took ${whole(before.dense)} bytes and takes ${whole(after.dense)} now. ` +
      'How many times smaller is that?',
    unit: 'times',
    answer,
    tolerance: toDecimals(1),
    worked: `${whole(before.dense)} ÷ ${whole(after.dense)} = ${decimal(answer, 2)}.`,
  };
}

function lost(report: Report): RunQuestion {
  const { before, after } = report.accuracy;
  const answer = pointsLost(report);
  return {
    id: 'hand-run-lost',
    question:
      `It read ${whole(before.correct)} of ${whole(before.images)} images right, and reads ` +
      `${whole(after.correct)} now. How many percentage points were lost? A gain is negative.`,
    unit: 'points',
    answer,
    tolerance: toDecimals(1),
    worked:
      `100 · (${whole(before.correct)} − ${whole(after.correct)}) ÷ ${whole(after.images)} = ` +
      `${decimal(answer, 1)} points.`,
  };
}

function changed({ accuracy }: Report): RunQuestion | undefined {
  const { gained, lost: gone } = accuracy.change;
  if (gained + gone === 0) return undefined;
  return {
    id: 'hand-run-paired',
    question:
      `${counted(gone, 'image')} that it read right it reads wrong now, and ${whole(gained)} the ` +
      'other way. How many images does McNemar’s test go by?',
    unit: 'images',
    answer: gained + gone,
    tolerance: toDecimals(0),
    worked:
      `${whole(gone)} + ${whole(gained)} = ${whole(gained + gone)}: only images that one of both ` +
      `reads right say which is better. Here ${pValue(accuracy.change.pValue)}.`,
  };
}

function halfWidth(report: Report): RunQuestion | undefined {
  const { after } = report.accuracy;
  const points = 100 * interval(report).value;
  const p = after.accuracy;
  const roughly = 196 * Math.sqrt((p * (1 - p)) / after.images);
  const tolerance = within(0.25);
  // Near 0 and 1 the formula that is known by heart does not hold.
  if (!tolerance.accepts(roughly, points)) return undefined;
  return {
    id: 'hand-run-interval',
    question:
      `${whole(after.correct)} of ${whole(after.images)} images are read right. How many points, ` +
      'roughly, does the 95% interval reach to each side?',
    unit: 'points',
    answer: points,
    tolerance,
    worked:
      `About 1.96 · √(p(1 − p) ÷ n) = ${decimal(roughly, 2)}; ` +
      `Wilson’s interval, which holds near 0 and 1 too, reaches ${decimal(points, 2)}: ` +
      `${percentage(after.low)} to ${percentage(after.high)}.`,
  };
}
