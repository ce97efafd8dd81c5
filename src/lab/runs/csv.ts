import { formatStep } from '../../core/step-text';
import { accuracyOf, type Run } from './run';
import { modelOf, recipeOf } from './tree';

type Cell = string | number | boolean | undefined;

/** The columns, with their units. */
const COLUMNS: Readonly<Record<string, (run: Run) => Cell>> = {
  name: ({ name }) => name,
  model: ({ id }) => modelOf(id),
  steps: (run) => recipeOf(run).steps.map(formatStep).join(' + '),
  'ended (UTC)': ({ time }) => new Date(time).toISOString(),
  pinned: ({ pinned }) => pinned,
  'dense size (bytes)': ({ dense }) => dense,
  'deflated size (bytes)': ({ deflated }) => deflated,
  'smallest encoding': ({ smallest }) => smallest.encoding,
  'smallest size (bytes)': ({ smallest }) => smallest.bytes,
  images: ({ labels }) => labels.length,
  'accuracy (fraction)': (run) => accuracyOf(run).accuracy,
  'accuracy, low end of the 95% interval (fraction)': (run) => accuracyOf(run).low,
  'accuracy, high end of the 95% interval (fraction)': (run) => accuracyOf(run).high,
  'changed answers (images)': ({ changed }) => changed,
  'MACs (an image)': ({ macs }) => macs,
  'pruned or removed (weights)': ({ zeros }) => zeros,
  'sparsity (fraction of all kernel weights)': ({ sparsity }) => sparsity,
  'latency before, median (ms, batch 1)': ({ latency }) => latency?.before.median,
  'latency, median (ms, batch 1)': ({ latency }) => latency?.after.median,
  'latency, lower quartile (ms, batch 1)': ({ latency }) => latency?.after.low,
  'latency, upper quartile (ms, batch 1)': ({ latency }) => latency?.after.high,
  'latency after / before': ({ latency }) => latency?.ratio.median,
  'latency after / before, low end of the 95% interval': ({ latency }) => latency?.ratio.low,
  'latency after / before, high end of the 95% interval': ({ latency }) => latency?.ratio.high,
  'latency measurably different': ({ latency }) => latency?.measurable,
  link: ({ id }) => id,
};

/** Runs as comma-separated values, one row a run under a header with units (RFC 4180). */
export function csvOf(runs: readonly Run[]): string {
  const columns = Object.entries(COLUMNS);
  const rows = runs.map((run) => columns.map(([, of]) => of(run)));
  return [columns.map(([title]) => title), ...rows]
    .map((row) => `${row.map(cellText).join(',')}\r\n`)
    .join('');
}

function cellText(cell: Cell): string {
  const text = typeof cell === 'string' ? withoutFormula(cell) : String(cell ?? '');
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A spreadsheet would compute what begins so: with an apostrophe before it, it is text. */
function withoutFormula(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
