import type { Report } from '../../core/report';
import type { Option, Provable } from './item';
import type { Attempt } from '../keep/attempt';
import type { CurveShape } from './shapes';

interface Common extends Provable {
  /** A few words for a list. */
  readonly title: string;
  readonly question: string;
  readonly explanation: string;
  /** Where on the page the same can be set by hand. */
  readonly byHand: string;
}

/** One place of a curve: where it is, under which short label, and what it is in words. */
export interface CurvePlace {
  readonly at: number;
  readonly label: string;
  readonly says: string;
}

/** A curve to draw before it is measured: one place a trial, the first of them as trained. */
export interface CurvePrediction extends Common {
  readonly kind: 'draw';
  readonly x: { readonly title: string; readonly places: readonly CurvePlace[] };
  readonly y: {
    readonly title: string;
    readonly max: number;
    /** The network as trained, which is known. */
    readonly start: number;
    /** A height in words. */
    says(value: number): string;
  };
  /** The shape that the claim speaks of. */
  readonly shape: CurveShape;
  measured(report: Report): number;
}

/** An outcome to choose before it is measured. */
export interface OutcomePrediction extends Common {
  readonly kind: 'choose';
  readonly options: readonly Option[];
}

/** What the reader says will happen before the page runs it. */
export type PredictionItem = CurvePrediction | OutcomePrediction;

/** Whether an attempt predicts this as it is now; an earlier version may have had other places. */
export function foretells(prediction: PredictionItem, { item, answer }: Attempt): boolean {
  if (item !== prediction.id) return false;
  return prediction.kind === 'draw'
    ? answer.kind === 'numbers' && answer.numbers.length === prediction.x.places.length
    : answer.kind === 'option' && answer.option in prediction.options;
}
