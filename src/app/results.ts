import type { ModelCard } from '../shelf/card';
import { LATENCY_BATCHES } from '../core/metrics/latency';
import type { LatencyFigures, Report, SizeFigures } from '../core/report';
import {
  accuracyVerdict,
  controlWords,
  identicalReason,
  deflateVerdict,
  isPreview,
  LATENCY_REASON,
  latencyVerdict,
  pairedVerdict,
  sizeVerdict,
} from '../parts/verdict';
import { percent } from '../core/words';
import type { Bars } from '../charts/bars';
import { KILO, count, kilobytes, milliseconds, percentage } from '../parts/format';

/** What float32 weights with all their bits in use deflate to, at most. */
const ROUNDED = 0.8;

/** One of the three measures as the page shows it. */
export interface MeasureView {
  readonly title: string;
  /** The change in a few words, and what is to be known of it. */
  readonly verdict: string;
  readonly detail: string;
  /** How the figures came about. */
  readonly note: string;
  readonly axis: string;
  readonly max?: number;
  /** In the axis's unit. */
  readonly rows: readonly Bars[];
  /** A value of the axis with its unit, for the table beside the picture. */
  readonly format: (value: number) => string;
}

/**
 * The three charts, from the report or, before there is one, from the model's card; then what the engine
 * is `doing` stands where its figures will be.
 */
export function charts(
  card: ModelCard,
  report: Report | undefined,
  busy: boolean,
  doing: string,
): MeasureView[] {
  return [
    sizeView(card, report, busy ? `${doing} …` : 'Not measured yet.'),
    latencyView(report, busy),
    accuracyView(card, report),
  ];
}

/** The change of latency at batch 1 in words, or why there is none to tell. */
export function latencyWords(report: Report | undefined, busy: boolean): string {
  const [first] = report?.latency ?? [];
  if (first) return latencyVerdict(first);
  if (!report) return '–';
  return busy ? 'measuring …' : 'not measured';
}

/** Bytes of the model as trained, its batch norm folded, in float32. */
export function float32Bytes(card: ModelCard): number {
  return card.foldedParameters * Float32Array.BYTES_PER_ELEMENT;
}

function sizeView(card: ModelCard, report: Report | undefined, waiting: string): MeasureView {
  const size = report?.size;
  return {
    title: 'Size',
    verdict: report ? sizeVerdict(report) : '–',
    detail: report ? `Deflated for download: ${deflatedWords(report)}.` : waiting,
    note:
      'Counted from bytes that decode back to the same weights: codes, scales, zero-points, ' +
      `codebooks and biases.${report ? ` ${parameterWords(card, report)}` : ''}` +
      (size ? roundedWords(size.before) : ''),
    axis: 'kilobytes',
    rows: [
      {
        label: 'Dense',
        before: (size?.before.dense ?? float32Bytes(card)) / KILO,
        after: size && size.after.dense / KILO,
      },
      {
        label: 'Deflated',
        before: size && size.before.deflate / KILO,
        after: size && size.after.deflate / KILO,
      },
    ],
    format: (value) => kilobytes(value * KILO),
  };
}

/** Why float32 deflates well where it does: only zero bits at the end of each weight do that. */
function roundedWords({ dense, deflate }: SizeFigures): string {
  const ratio = deflate / dense;
  if (ratio > ROUNDED) return '';
  return (
    ' The trained weights were rounded to float16 to travel light, which is why float32 deflates ' +
    `so well: to ${percent(ratio)}.`
  );
}

function latencyView(report: Report | undefined, busy: boolean): MeasureView {
  const latency = report?.latency ?? [];
  return {
    title: 'Latency',
    verdict: latencyWords(report, busy),
    detail:
      report && latency.length > 0
        ? latencyDetail(report)
        : 'In pairs, before and after in turn, at rest.',
    note: latency.length > 0 ? latencyNote(latency) : 'Timed once the other figures are there.',
    axis: 'ms an image, quartiles',
    rows: LATENCY_BATCHES.map((batch) =>
      latencyBars(
        batch,
        report?.latency.find((figures) => figures.batch === batch),
      ),
    ),
    format: milliseconds,
  };
}

function latencyNote(latency: readonly LatencyFigures[]): string {
  const least = Math.min(...latency.map(({ pairs }) => pairs));
  const [first] = latency;
  const how = first!.identical
    ? `Medians of ${least} timings of the one network, in nine places in memory, compiling left out.`
    : `Medians of at least ${least} pairs, before and after in turn, in nine places in memory or ` +
      `more, compiling left out. ${controlWords(first!)} Less than 5% apart, or no more than the ` +
      'network is from itself, counts as no measurable change.';
  return how + discardedWords(latency);
}

function discardedWords(latency: readonly LatencyFigures[]): string {
  const discarded = latency.reduce((sum, figures) => sum + figures.discarded, 0);
  return discarded === 0 ? '' : ` ${discarded} more were thrown away: the tab was hidden.`;
}

function latencyDetail(report: Report): string {
  const { latency } = report;
  if (latency[0]?.identical) return identicalReason(report);
  if (latency.every(({ measurable }) => !measurable)) return LATENCY_REASON;
  return latency.map((figures) => `Batch ${figures.batch}: ${latencyVerdict(figures)}.`).join(' ');
}

function latencyBars(batch: number, figures: LatencyFigures | undefined): Bars {
  const label = `Batch ${batch}`;
  if (!figures) return { label };
  const { before, after } = figures;
  return {
    label,
    before: before.median / batch,
    after: after.median / batch,
    beforeInterval: [before.low / batch, before.high / batch],
    afterInterval: [after.low / batch, after.high / batch],
  };
}

function accuracyView(card: ModelCard, report: Report | undefined): MeasureView {
  const { correct, images } = card.accuracy.test;
  const before = report?.accuracy.before;
  const after = report?.accuracy.after;
  const interval = (figures: { low: number; high: number } | undefined) =>
    figures && ([figures.low * 100, figures.high * 100] as const);
  return {
    title: 'Accuracy',
    verdict: report ? accuracyVerdict(report) : '–',
    detail: report ? pairedWords(report) : `Recorded when it was trained, on ${images} images.`,
    note: 'The interval is Wilson’s; whether a change could be chance is McNemar’s exact test.',
    axis: '% read right, 95% interval',
    max: 100,
    rows: [
      {
        label: 'Top-1',
        before: (before?.accuracy ?? correct / images) * 100,
        after: after && after.accuracy * 100,
        beforeInterval: interval(before),
        afterInterval: interval(after),
      },
    ],
    format: (value) => percentage(value / 100),
  };
}

/** How the answers changed, and on how many images where those are not all. */
function pairedWords(report: Report): string {
  const { before, after } = report.accuracy;
  const some = isPreview(report)
    ? `After: ${count(after.images)} of ${count(before.images)} images so far. `
    : '';
  return some + pairedVerdict(report);
}

function deflatedWords(report: Report): string {
  const { before, after } = report.size;
  return before.deflate === after.deflate ? 'also unchanged' : deflateVerdict(report);
}

/** What the parameters before are: "266,610 parameters: 266,200 weights, 410 biases." */
function parameterWords({ foldedParameters }: ModelCard, { work }: Report): string {
  const weights = work.before.reduce((sum, layer) => sum + layer.weights, 0);
  return `${count(foldedParameters)} parameters: ${count(weights)} weights, ${count(foldedParameters - weights)} biases.`;
}
