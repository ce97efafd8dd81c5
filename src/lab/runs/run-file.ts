import { quote } from '../../core/words';
import { readRun, type Models } from './read-run';
import { merged, type Run } from './run';

const VERSION = 1;

/** The largest file that is read, in bytes: room for many thousand runs. */
export const MAX_FILE = 20_000_000;

/** Runs as the text of a file, with all that is needed to have them again as they are. */
export function formatRuns(runs: readonly Run[]): string {
  return JSON.stringify({ whittle: 'runs', version: VERSION, runs });
}

/** What was read of a file, one run a recipe, and in words what could not be. */
export interface ReadRuns {
  readonly runs: readonly Run[];
  readonly problems: readonly string[];
}

/**
 * Reads what `formatRuns` writes, or a bare list of runs, such as was set aside here and another version
 * can read. Never throws: a run that cannot be read is named, the others are kept.
 */
export function parseRuns(text: string, models: Models): ReadRuns {
  const refuse = (problem: string) => ({ runs: [], problems: [problem] });
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch (error) {
    return refuse(`The file is not JSON: ${(error as Error).message}.`);
  }
  const isBare = Array.isArray(data);
  const { version, runs } = (
    isBare ? { runs: data } : typeof data === 'object' && data !== null ? data : {}
  ) as Readonly<Record<string, unknown>>;
  if (!Array.isArray(runs)) {
    return refuse('The file has no list called runs, as a file that was saved here has.');
  }
  const problems: string[] = [];
  if (!isBare && version !== VERSION) {
    problems.push(
      `The file is of version ${quote(String(version))}, this page reads version ${VERSION}; ` +
        'what it understands was kept.',
    );
  }
  const found = new Map<string, Run>();
  for (const [i, value] of (runs as unknown[]).entries()) {
    const { run, problem } = readRun(value, models);
    if (problem !== undefined) {
      problems.push(`Run ${i + 1} of ${runs.length}: ${problem}. It was left out.`);
    } else {
      const same = found.get(run.id);
      found.set(run.id, same ? merged(same, run) : run);
    }
  }
  return { runs: [...found.values()], problems };
}

/** Anything that a store may hold as JSON, as far as it has a form there; never throws. */
export function rawJson(values: readonly unknown[]): string {
  const above: unknown[] = [];
  return JSON.stringify(
    values,
    function (this: unknown, _key, value: unknown) {
      while (above.length > 0 && above.at(-1) !== this) above.pop();
      if (typeof value === 'bigint' || (typeof value === 'number' && !Number.isFinite(value))) {
        return String(value);
      }
      if (typeof value !== 'object' || value === null) return value;
      if (above.includes(value)) return '(holds itself)';
      above.push(value);
      return value instanceof Map || value instanceof Set ? [...value] : value;
    },
    2,
  );
}
