import { ENCODINGS } from '../../core/encode/encoding-names';
import { parseLink } from '../../core/link';
import type { Recipe } from '../../core/recipe';
import { list, quote } from '../../core/words';
import { identicalLatency, idOf, type Run } from './run';

/** The longest name, in UTF-16 units, and the most images that a run may have answers to. */
export const MAX_NAME = 80;
const MAX_IMAGES = 100_000;
/** The last moment that a Date can hold. */
const MAX_TIME = 8.64e15;

/** A run that was read, or in words what was expected and what was found instead. */
export type ReadRun =
  | { readonly run: Run; readonly problem?: never }
  | { readonly run?: never; readonly problem: string };

/** A field's check, and what passes it. */
type Check = readonly [passes: (value: unknown) => boolean, expected: string];

const flag: Check = [(value) => typeof value === 'boolean', 'true or false'];
const whole = (most = Number.MAX_SAFE_INTEGER): Check => [
  (value) => Number.isInteger(value) && isWithin(value as number, most),
  most === Number.MAX_SAFE_INTEGER
    ? 'a whole number, 0 or more'
    : `a whole number from 0 to ${most}`,
];
const amount = (most = Number.MAX_VALUE): Check => [
  (value) => typeof value === 'number' && isWithin(value, most),
  most === Number.MAX_VALUE ? 'a number, 0 or more' : `a number from 0 to ${most}`,
];
const digits: Check = [
  (value) => typeof value === 'string' && value.length <= MAX_IMAGES && /^\d+$/.test(value),
  `1 to ${MAX_IMAGES} decimal digits, one an image`,
];
const SPREAD = { median: amount(), low: amount(), high: amount() };

const FIELDS = {
  id: [(value) => typeof value === 'string', 'a link'],
  time: whole(MAX_TIME),
  pinned: flag,
  name: [
    (value) => typeof value === 'string' && value.length <= MAX_NAME,
    `at most ${MAX_NAME} characters`,
  ],
  labels: digits,
  answers: digits,
  changed: whole(),
  dense: whole(),
  deflated: whole(),
  macs: whole(),
  zeros: whole(),
  sparsity: amount(1),
} as const satisfies Partial<Record<keyof Run, Check>>;

const SMALLEST = {
  encoding: [(value) => ENCODINGS.some((known) => known === value), list(ENCODINGS, 'or')],
  bytes: whole(),
} as const satisfies Record<string, Check>;

const LATENCY = { pairs: whole(), measurable: flag };
const SIDES = ['before', 'after', 'ratio', 'control'] as const;

/** The models of the page, and the names of each one's layers; undefined where they are not known. */
export type Models = Readonly<Record<string, readonly string[] | undefined>>;

/**
 * Reads a run from anything: what a damaged store holds, or a file from anywhere. What a run does not
 * have is left out. Never throws.
 */
export function readRun(value: unknown, models: Models): ReadRun {
  try {
    return { run: check(value, models) };
  } catch (error) {
    return { problem: (error as Error).message };
  }
}

function check(value: unknown, models: Models): Run {
  const fields = take(value, FIELDS, 'a run');
  const { labels, answers, changed } = fields as Pick<Run, 'labels' | 'answers' | 'changed'>;
  if (labels.length !== answers.length || changed > labels.length) {
    throw new Error(
      `answers: expected ${labels.length}, one a label, and no more of them changed, ` +
        `found ${answers.length}, and ${changed} changed`,
    );
  }
  const { smallest, latency } = value as Readonly<Record<string, unknown>>;
  const recipe = readRecipe(fields.id as string, models);
  return {
    ...fields,
    // As this version writes it.
    id: idOf(recipe),
    smallest: take(smallest, SMALLEST, 'smallest'),
    ...(latency !== undefined && { latency: readLatency(latency, recipe) }),
  } as Run;
}

function readRecipe(id: string, models: Models): Recipe {
  const { recipe, problems } = parseLink(id, {
    models: Object.keys(models),
    defaultModel: '',
    layersOf: (model) => models[model],
  });
  if (problems[0]) throw new Error(`id: ${problems[0]}`);
  if (recipe.model === '') throw new Error(`id: expected a link with a model, found ${quote(id)}`);
  return recipe;
}

/** Earlier versions timed the network as trained against itself: its latency is read as identical. */
function readLatency(value: unknown, { steps }: Recipe): object {
  const fields = take(value, LATENCY, 'latency');
  const sides = SIDES.map((side) => {
    const spread = take(Reflect.get(value as object, side), SPREAD, `latency.${side}`);
    const { low, median, high } = spread as Record<keyof typeof SPREAD, number>;
    if (low > median || median > high) {
      throw new Error(
        `latency.${side}: expected low, median and high in order, found ${low}, ${median}, ${high}`,
      );
    }
    return [side, spread];
  });
  const latency = { ...fields, ...Object.fromEntries(sides) } as NonNullable<Run['latency']>;
  const asTrained = steps.every(({ kind }) => kind === 'batchnorm');
  return asTrained || Reflect.get(value as object, 'identical') === true
    ? identicalLatency(latency)
    : latency;
}

/** The checked fields of an object and no others. */
function take<Name extends string>(
  value: unknown,
  checks: Readonly<Record<Name, Check>>,
  what: string,
): Record<Name, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Error(`${what}: expected an object, found ${found(value)}`);
  }
  const entries = Object.entries<Check>(checks).map(([name, [passes, expected]]) => {
    const field: unknown = Object.hasOwn(value, name) ? Reflect.get(value, name) : undefined;
    if (!passes(field)) throw new Error(`${name}: expected ${expected}, found ${found(field)}`);
    return [name, field];
  });
  return Object.fromEntries(entries) as Record<Name, unknown>;
}

function found(value: unknown): string {
  if (typeof value === 'string') return quote(value);
  if (value === undefined) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** False for what is not a number. */
function isWithin(value: number, most: number): boolean {
  return value >= 0 && value <= most;
}
