import { mcnemar, SIGNIFICANCE } from '../../../../../core/metrics/mcnemar';
import { accuracyFigures } from '../../../../../core/metrics/wilson';
import type { Report } from '../../../../../core/report';
import { percentage } from '../../../../../core/words';
import { counted, pValue, whole } from '../../../../../parts/format';
import type { Worked } from '../../../term';

/** The share of the test images that the network after reads right. */
export function topOne({ accuracy: { after } }: Report): Worked {
  return {
    text: `${whole(after.correct)} ÷ ${whole(after.images)} = ${percentage(after.accuracy)}.`,
    value: after.correct / after.images,
  };
}

/** Wilson's interval; its value is the half-width. */
export function interval({ accuracy: { after } }: Report): Worked {
  const { low, high } = accuracyFigures(after.correct, after.images);
  return {
    text:
      `${whole(after.correct)} right of ${whole(after.images)}: ` +
      `${percentage(low)} to ${percentage(high)}, z = 1.96.`,
    value: (high - low) / 2,
  };
}

/** McNemar's p-value of the images that went one way and the other. */
export function pairedTest({ accuracy }: Report): Worked | undefined {
  const { gained, lost } = accuracy.change;
  if (gained + lost === 0) return undefined;
  const value = mcnemar(gained, lost);
  return {
    text:
      `${counted(gained, 'image')} gained, ${whole(lost)} lost: ${pValue(value)}. ` +
      (value < SIGNIFICANCE
        ? 'Chance alone rarely splits them so unevenly.'
        : 'Chance alone often splits them as unevenly.'),
    value,
  };
}
