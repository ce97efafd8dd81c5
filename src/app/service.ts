import { count } from '../parts/format';

interface Field {
  readonly label: string;
  readonly min: number;
  readonly max?: number;
  readonly whole: boolean;
  readonly initial: number;
}

/** What the reader says of the service. */
export const FIELDS = {
  requests: { label: 'Requests a second', min: 0, whole: false, initial: 100 },
  cores: { label: 'Cores', min: 1, max: 1024, whole: true, initial: 4 },
  busy: { label: 'Share of a core’s time in use, %', min: 1, max: 100, whole: false, initial: 60 },
  price: { label: 'Price of a core-hour', min: 0, whole: false, initial: 0.05 },
  replicas: { label: 'Replicas', min: 1, max: 1e6, whole: true, initial: 10 },
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof FIELDS;

export const FIELD_NAMES = Object.keys(FIELDS) as FieldName[];

export type Service = Readonly<Record<FieldName, number>>;

/** What stands in each field: null where it is empty or no number. */
export type Entries = Record<FieldName, number | null>;

export function initialEntries(): Entries {
  return Object.fromEntries(FIELD_NAMES.map((name) => [name, FIELDS[name].initial])) as Entries;
}

/** What is wrong with one field, in words, or undefined. */
export function fieldProblem(name: FieldName, value: number | null): string | undefined {
  const { label, min, max, whole }: Field = FIELDS[name];
  const fits = value !== null && value >= min && value <= (max ?? Number.MAX_VALUE);
  if (fits && (!whole || Number.isInteger(value))) return undefined;
  const kind = whole ? 'a whole number' : 'a number';
  const range = max === undefined ? `from ${count(min)}` : `from ${count(min)} to ${count(max)}`;
  return `${label}: ${kind} ${range} is needed, not ${value ?? 'nothing'}.`;
}

/** The entries as numbers, or undefined where one of them has a problem. */
export function readService(entries: Entries): Service | undefined {
  const valid = FIELD_NAMES.every((name) => fieldProblem(name, entries[name]) === undefined);
  return valid ? (entries as Service) : undefined;
}
