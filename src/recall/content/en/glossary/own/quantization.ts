import { scalesFit } from '../../../../../core/quantize/scales-fit';
import type { Report } from '../../../../../core/report';
import type { QuantizeStep } from '../../../../../core/steps/quantize';
import { counted, decimal, significant, whole } from '../../../../../parts/format';
import { codedKernels, codeSteps, writtenKernels } from '../../../../proof/kernels';
import type { Worked } from '../../../term';

/**
 * What a scale of these codes is fitted to, as the end of a sentence about one kernel or channel: its
 * largest |w|, or the width of its range. Undefined where a training found the scales.
 */
export function fittedTo(report: Report, { scheme }: QuantizeStep): string | undefined {
  const fit = scalesFit(report);
  if (fit === 'training') return undefined;
  const width = scheme === 'symmetric' ? 'the largest |w|' : 'max − min';
  // A range reaches to 0 even where all weights are on one side of it.
  const zero = scheme === 'symmetric' ? '' : ', zero among them,';
  if (report.sparsity.pruned === 0) return width + zero;
  return `${width} of ${fit === 'all weights' ? 'all weights, pruned or not,' : `what is left${zero}`}`;
}

/** The scale of the first kernel that has codes, beside the range that it spans. */
export function scale(report: Report): Worked | undefined {
  const [first] = writtenKernels(report);
  const fitted = first && fittedTo(report, first.codes);
  if (!fitted) return undefined;
  const { tensor, codes, scales } = first;
  const steps = codeSteps(codes);
  const range = significant(scales.max * steps);
  const which =
    scales.count > 1
      ? `the widest of ${whole(scales.count)} channels has the scale`
      : 'the scale is';
  return {
    text:
      `In ${tensor.name}, ${codes.scheme} at ${codes.bits} bits, ${which} ` +
      `${significant(scales.max)}: ${fitted} is ${range}, and ${range} ÷ ${steps} = ` +
      `${significant(scales.max)}.`,
    value: scales.max,
  };
}

/** Scales of the kernels that have one each, or one a channel; undefined where none has. */
export const scaleCount =
  (granularity: QuantizeStep['granularity']) =>
  (report: Report): Worked | undefined => {
    const coded = codedKernels(report);
    const kernels = coded.filter(({ codes }) => codes.granularity === granularity);
    if (kernels.length === 0) return undefined;
    const counts = kernels.map(({ scales }) => scales.count);
    const all = total(counts);
    const zeroPoints = total(
      kernels.map(({ codes, scales }) => (codes.scheme === 'asymmetric' ? scales.count : 0)),
    );
    const where =
      kernels.length < coded.length ? ` in its kernels with one scale a ${granularity}` : '';
    return {
      text:
        `Your network has ${counts.length > 1 ? `${counts.map(whole).join(' + ')} = ` : ''}` +
        `${counted(all, 'scale')}${where}` +
        `${zeroPoints > 0 ? `, and ${counted(zeroPoints, 'zero-point')}` : ''}.`,
      value: all,
    };
  };

/** Half the largest scale, and the largest error that occurred. */
export function roundingBound(report: Report): Worked | undefined {
  const kernels = writtenKernels(report);
  if (kernels.length === 0 || scalesFit(report) === 'training') return undefined;
  const largest = kernels.reduce((a, b) => (b.scales.max > a.scales.max ? b : a));
  const half = largest.scales.max / 2;
  return {
    text:
      `In ${largest.tensor.name}: ${significant(largest.scales.max)} ÷ 2 = ${significant(half)}. ` +
      `The largest error there was ${significant(largest.tensor.maxError)}.`,
    value: half,
  };
}

/** The kernel whose signal stands least above the noise. */
export function noisiest({ tensors }: Report): Worked | undefined {
  const told = tensors.flatMap(({ name, sqnr }) => (sqnr === undefined ? [] : [{ name, sqnr }]));
  if (told.length === 0) return undefined;
  const { name, sqnr } = told.reduce((a, b) => (b.sqnr < a.sqnr ? b : a));
  return { text: `Lowest in ${name}: ${decimal(sqnr, 1)} dB.`, value: sqnr };
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}
