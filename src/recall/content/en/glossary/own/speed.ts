import type { LatencyFigures, Report } from '../../../../../core/report';
import { decimal, significant, whole } from '../../../../../parts/format';
import { timing } from '../../../../proof/facts';
import { FLOAT_BYTES } from '../../../../proof/kernels';
import type { Worked } from '../../../term';

/** The latency of one image after ÷ before. */
export function latencyRatio(report: Report): Worked | undefined {
  const timed = timing(report, 'image');
  return timed && { text: latencyText(timed), value: timed.ratio.median };
}

function latencyText(timed: LatencyFigures): string {
  const { before, after, ratio, pairs, identical, measurable } = timed;
  if (identical) return `${significant(before.median)} ms before and after: the same network.`;
  return (
    `${significant(before.median)} ms before, ${significant(after.median)} ms after; the median ` +
    `of ${pairs} ratios is ${decimal(ratio.median, 2)} (${decimal(ratio.low, 2)} to ` +
    `${decimal(ratio.high, 2)})${measurable ? '' : ': no measurable change'}.`
  );
}

/** Multiplications for one image. */
export function operations({ macs }: Report): Worked {
  const change =
    macs.after === macs.before ? ', as before' : ` after, ${whole(macs.before)} before`;
  return {
    text: `Your network takes ${whole(macs.after)} MACs an image${change}.`,
    value: macs.after,
  };
}

/** Operations for each byte of float32 parameters that one image has to read. */
export function intensity({ macs, parameters }: Report): Worked {
  const bytes = FLOAT_BYTES * (parameters.kernels + parameters.others);
  const value = macs.after / bytes;
  return {
    text:
      `At batch 1, decoded to float32: ${whole(macs.after)} MACs ÷ ${whole(bytes)} bytes of ` +
      `parameters = ${decimal(value, 2)} MACs a byte.`,
    value,
  };
}
