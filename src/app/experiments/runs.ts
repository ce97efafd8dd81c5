import type { Dot } from '../../charts/scatter';
import { dominators, frontLine, type Aims, type Point } from '../../core/metrics/pareto';
import { typeOf, type Step } from '../../core/recipe';
import { sortedLayers } from '../../core/steps/layers';
import { list, percent } from '../../core/words';
import type { Imported } from '../../lab/runs/history.svelte';
import { pairOf } from '../../lab/runs/pair';
import { accuracyOf, type Run } from '../../lab/runs/run';
import { recipeOf } from '../../lab/runs/tree';
import { latencyVerdict } from '../../parts/verdict';
import { count, kilobytes, milliseconds, percentage, pValue } from '../../parts/format';
import { ENCODING_NAMES } from '../ledger';
import type { RunMeasure } from './measures';

/** What a run without steps is called. */
const AS_TRAINED = 'as trained';

/** A step in short: its main value, then those that differ from the initial ones: "prune(0.9, random)". */
export function shortStep(step: Step): string {
  const { parameters, kind } = typeOf(step);
  const values: Readonly<Record<string, unknown>> = { ...step };
  const main = parameters.find((parameter) => !('options' in parameter)) ?? parameters[0];
  const others = parameters.filter((p) => p !== main && values[p.name] !== p.initial);
  const own = 'layers' in step ? sortedLayers<unknown>(step.layers) : [];
  const words = [
    ...[...(main ? [main] : []), ...others].map(({ name }) => String(values[name])),
    ...own.map(([name, value]) => `${name} ${valueText(value)}`),
  ];
  return words.length > 0 ? `${kind}(${words.join(', ')})` : kind;
}

/** What a run is called: by its name, or else by its steps. */
export function runTitle(run: Run): string {
  return run.name || stepsText(run);
}

/** The steps of a run, in short. */
export function stepsText(run: Pick<Run, 'id'>): string {
  return recipeOf(run).steps.map(shortStep).join(' → ') || AS_TRAINED;
}

/** All runs by two measures, and their front. */
export interface Front {
  readonly dots: readonly Dot[];
  /** The corners of its line. */
  readonly line: readonly Point[];
  /** One row a dot, those on the front first, then by the measure across. */
  readonly rows: readonly FrontRow[];
  /** Runs that lack one of the two. */
  readonly missing: number;
}

interface FrontRow {
  readonly run: Run;
  readonly x: string;
  readonly y: string;
  /** "on the front", or what dominates it. */
  readonly place: string;
  readonly onFront: boolean;
}

/** The picture of all runs of a network, any measure against any other. */
export function frontOf(runs: readonly Run[], x: RunMeasure, y: RunMeasure): Front {
  const aims: Aims = { x: x.better, y: y.better };
  const placed = runs.flatMap((run) => {
    const [a, b] = [x.of(run), y.of(run)];
    return a === undefined || b === undefined ? [] : [{ run, point: [a, b] as const }];
  });
  const over = dominators(
    placed.map(({ point }) => point),
    aims,
  );
  const rows = placed.map(({ run, point }, i): FrontRow & { readonly point: Point } => {
    const rival = over[i] === undefined ? undefined : placed[over[i]]!;
    return {
      run,
      point,
      x: x.format(point[0]),
      y: y.format(point[1]),
      place: rival ? dominatedWords(point, rival, { x, y }) : 'on the front',
      onFront: !rival,
    };
  });
  return {
    dots: rows.map(({ run, point, onFront, ...row }) => ({
      id: run.id,
      x: point[0],
      y: point[1],
      kind: run.id.includes('&steps=') ? (onFront ? 'front' : 'dominated') : 'before',
      name: `${runTitle(run)}: ${row.x}, ${row.y}, ${row.place}`,
    })),
    line: frontLine(
      rows.filter(({ onFront }) => onFront).map(({ point }) => point),
      aims,
    ),
    rows: rows.sort((a, b) => Number(b.onFront) - Number(a.onFront) || a.point[0] - b.point[0]),
    missing: runs.length - placed.length,
  };
}

/** "larger and less accurate than prune(0.9)". */
function dominatedWords(
  point: Point,
  rival: { readonly run: Run; readonly point: Point },
  { x, y }: { readonly x: RunMeasure; readonly y: RunMeasure },
): string {
  const worse = [x, y].filter((_, i) => point[i] !== rival.point[i]).map(({ worse }) => worse);
  const both = worse.length === 2 ? '' : ', and no better otherwise';
  return `${list(worse, 'and')} than ${runTitle(rival.run)}${both}`;
}

/** Runs side by side: a title for each line, and a text for each run. */
export function comparison(runs: readonly Run[]): { title: string; cells: string[] }[] {
  const [first, ...others] = runs;
  const line = (title: string, of: (run: Run) => string) => ({ title, cells: runs.map(of) });
  const pairs = first ? others.map((run) => pairOf(first, run)) : [];
  return [
    line('Steps', stepsText),
    line('Dense size', ({ dense }) => kilobytes(dense)),
    line('Deflated size', ({ deflated }) => kilobytes(deflated)),
    line(
      'Smallest encoding',
      ({ smallest: { encoding, bytes } }) => `${kilobytes(bytes)}, ${ENCODING_NAMES[encoding]}`,
    ),
    line('Accuracy, 95% interval', accuracyText),
    line(
      'Changed answers',
      ({ changed, labels }) => `${count(changed)} of ${count(labels.length)}`,
    ),
    line('Latency at batch 1, quartiles', latencyText),
    line('Latency against before', ({ latency }) => (latency ? latencyVerdict(latency) : '–')),
    line('MACs an image', ({ macs }) => count(macs)),
    line(
      'Pruned, of all kernel weights',
      ({ zeros, sparsity }) => `${count(zeros)} (${percent(sparsity)})`,
    ),
    {
      title: 'Answers unlike the first',
      cells: ['–', ...pairs.map((pair) => (pair ? String(pair.changed) : 'other digits'))],
    },
    {
      title: 'Right and wrong against the first',
      cells: [
        '–',
        ...pairs.map((pair) =>
          pair ? `${pair.gained} gained, ${pair.lost} lost, ${pValue(pair.pValue)}` : '–',
        ),
      ],
    },
  ];
}

/** "97.2% (96.0–98.1)". */
export function accuracyText(run: Run): string {
  const { accuracy: share, low, high } = accuracyOf(run);
  return `${percentage(share)} (${(100 * low).toFixed(1)}–${(100 * high).toFixed(1)})`;
}

/** "0.123 ms (0.110–0.140)", or a dash. */
function latencyText({ latency }: Run): string {
  if (!latency) return '–';
  const { median, low, high } = latency.after;
  const ends = [low, high].map((ms) => milliseconds(ms).replace(' ms', ''));
  return `${milliseconds(median)} (${ends.join('–')})`;
}

/** When a run ended, in the reader's own time. */
export function timeText(time: number): string {
  return new Date(time).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
}

function valueText(value: unknown): string {
  return typeof value === 'object' && value !== null
    ? Object.values(value).join(' ')
    : String(value);
}

/** What came of a file that was brought in. */
export function importedWords({ added, present, pinned, problems }: Imported): string {
  const what = `${count(added)} ${added === 1 ? 'run was' : 'runs were'} added`;
  const here = present > 0 ? `; of ${count(present)} that were here the newer figures stay` : '';
  const why = pinned ? '; they are pinned, for there was no room for so many that are not' : '';
  const refused = problems.length > 0 ? ` Not all of the file could be read:` : '';
  return `${what}${here}${why}.${refused}`;
}
