import { pointsOf } from './prediction-turn.svelte';
import type { CurvePrediction } from '../../content/prediction';
import { gapOf, SHAPES, shapeOf } from '../../content/shapes';

/** How what was drawn compares with what is measured, in sentences; both have every place. */
export function comparison(
  prediction: CurvePrediction,
  drawn: readonly number[],
  measured: readonly number[],
): string[] {
  const { x, y } = prediction;
  const { mean, place, largest } = gapOf(drawn, measured);
  const shapes = [drawn, measured].map((values) => shapeOf(pointsOf(prediction, values), y.max));
  const { says } = x.places[place]!;
  return [
    shapes[0] === shapes[1]
      ? `The shape is right: it ${SHAPES[shapes[1]!]}.`
      : `You drew a curve that ${SHAPES[shapes[0]!]}; the measured one ${SHAPES[shapes[1]!]}.`,
    Math.round(largest) === 0
      ? 'No place is off by a point.'
      : `You are ${points(mean)} off on average, and most at ${says}: ` +
        `you drew ${y.says(drawn[place]!)}, measured is ${y.says(measured[place]!)}.`,
  ];
}

function points(value: number): string {
  const rounded = Math.round(value);
  if (rounded === 0) return 'less than half a point';
  return `${rounded} ${rounded === 1 ? 'point' : 'points'}`;
}
