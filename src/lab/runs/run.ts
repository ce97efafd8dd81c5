import type { EncodingName } from '../../core/encode/encodings';
import { smallestRow } from '../../core/encode/smallest-row';
import { accuracyFigures } from '../../core/metrics/wilson';
import type { Recipe } from '../../core/recipe';
import { recipeKey } from '../../core/recipe-key';
import type { AccuracyFigures, LatencyFigures, Report } from '../../core/report';

/** A run as it is kept: the recipe, what was measured of it, and what the reader made of it. */
export interface Run {
  /** The key of the recipe, which can be read as a link: there is one run a recipe. */
  readonly id: string;
  /** When it ended, in milliseconds since 1970. */
  readonly time: number;
  /** Pinned runs are never dropped to make room. */
  readonly pinned: boolean;
  /** What the reader calls it; empty where nothing. */
  readonly name: string;
  /** The class of each digit, and what the network after answered: one decimal digit an image. */
  readonly labels: string;
  readonly answers: string;
  /** Images that the network before answers otherwise. */
  readonly changed: number;
  /** Bytes, each weight as it is stored, and the same deflated. */
  readonly dense: number;
  readonly deflated: number;
  /** The encoding of fewest bytes. */
  readonly smallest: { readonly encoding: EncodingName; readonly bytes: number };
  /** Multiplications of an input with a weight, for one image. */
  readonly macs: number;
  /** Kernel weights that are pruned or removed, and their share; others that round to 0 don't count. */
  readonly zeros: number;
  readonly sparsity: number;
  /** Batch 1; left out where it could not be timed. */
  readonly latency?: RunLatency;
}

/** Latencies as a run keeps them: without each timing. */
type RunLatency = Pick<
  LatencyFigures,
  'pairs' | 'before' | 'after' | 'ratio' | 'control' | 'identical' | 'measurable'
>;

/** The id of a recipe's run. */
export function idOf(recipe: Recipe): string {
  return recipeKey(recipe);
}

/**
 * A full report as it is kept.
 *
 * @throws Error for a report without its ledger, which only full reports have.
 */
export function runOf(report: Report, time: number): Run {
  const { recipe, ledger, predictions, accuracy, size, macs, sparsity, latency } = report;
  if (!ledger) throw new Error('Only a full report is kept, and this one has no ledger.');
  const { encoding, bytes } = smallestRow(ledger.rows);
  const first = latency.find(({ batch }) => batch === 1);
  return {
    id: idOf(recipe),
    time,
    pinned: false,
    name: '',
    labels: predictions.map(({ label }) => label).join(''),
    answers: predictions.map(({ after }) => after).join(''),
    changed: accuracy.change.changed,
    dense: size.after.dense,
    deflated: size.after.deflate,
    smallest: { encoding, bytes },
    macs: macs.after,
    zeros: sparsity.pruned,
    sparsity: sparsity.achieved,
    ...(first && { latency: withoutTimings(first) }),
  };
}

/** How many answers of a run are right, with the interval. */
export function accuracyOf({ labels, answers }: Pick<Run, 'labels' | 'answers'>): AccuracyFigures {
  let correct = 0;
  for (let i = 0; i < labels.length; i++) correct += Number(labels[i] === answers[i]);
  return accuracyFigures(correct, labels.length);
}

/** The newer of two runs of one recipe, pinned if either was, with the present one's name if it has one. */
export function merged(present: Run, other: Run): Run {
  return called(present.time > other.time ? present : other, [present, other]);
}

/** A run measured just now in the place of the present one, whatever their times: clocks differ. */
export function renewed(present: Run, fresh: Run): Run {
  return called(fresh, [present, fresh]);
}

/** A run as two are: pinned if either is, with the name of the first that has one. */
function called(run: Run, [one, other]: readonly [Run, Run]): Run {
  return { ...run, pinned: one.pinned || other.pinned, name: one.name || other.name };
}

/** The latency of a run whose network is the one before: no other was timed, or none should have been. */
export function identicalLatency({ pairs, before }: RunLatency): RunLatency {
  const one = { median: 1, low: 1, high: 1 };
  const ratios = { ratio: one, control: one };
  return { pairs, before, after: before, ...ratios, identical: true, measurable: false };
}

function withoutTimings(figures: LatencyFigures): RunLatency {
  const { pairs, before, after, ratio, control, identical, measurable } = figures;
  return { pairs, before, after, ratio, control, ...(identical && { identical }), measurable };
}
