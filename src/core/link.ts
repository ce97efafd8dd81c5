import { STEP_TYPES, typeOf, withStep, type Recipe, type Step } from './recipe';
import type { Parameter, StepType } from './steps/step';

/** The grammar's version, and the longest fragment that is read. */
const VERSION = '1';
const MAX_LENGTH = 1000;

/** Characters of an unreadable part that are shown. */
const MAX_QUOTE = 60;

const KEYS = ['v', 'model', 'steps'];

/**
 * A recipe as the page's fragment, for example
 * `#v=1&model=lenet-300-100&steps=prune(magnitude,global,0.9)+quantize(8,channel,symmetric)`.
 * Numbers are printed in the shortest way that reads back as the same number.
 */
export function formatLink({ model, steps }: Recipe): string {
  const head = `#v=${VERSION}&model=${model}`;
  return steps.length === 0 ? head : `${head}&steps=${steps.map(formatStep).join('+')}`;
}

function formatStep(step: Step): string {
  const values: Readonly<Record<string, string | number>> = { ...step };
  return `${step.kind}(${typeOf(step)
    .parameters.map(({ name }) => values[name])
    .join(',')})`;
}

/** What was read from a fragment, and in plain words each part of it that could not be. */
export interface ParsedLink {
  readonly recipe: Recipe;
  readonly problems: readonly string[];
}

/**
 * The recipe of a fragment, which may be empty, lack its `#`, be percent-encoded, or have spaces for
 * its plus signs, as messengers and decoders leave them; case is ignored. Never throws: a part that
 * cannot be read is named among the problems with what was expected, and the rest is kept.
 */
export function parseLink(
  fragment: string,
  { models, defaultModel }: { readonly models: readonly string[]; readonly defaultModel: string },
): ParsedLink {
  const problems: string[] = [];
  const values = readValues(fragment, problems);

  const version = values.get('v');
  if (version !== undefined && version !== VERSION) {
    problems.push(
      `The link is of version ${quote(version)}, this page reads version ${VERSION}; ` +
        'what it understands was kept.',
    );
  }

  const wanted = values.get('model');
  const model = models.find((known) => known.toLowerCase() === wanted?.toLowerCase());
  if (wanted !== undefined && model === undefined) {
    problems.push(
      `There is no model ${quote(wanted)} here, only ${list(models, 'and')}; ` +
        `${defaultModel} is shown.`,
    );
  }

  const steps = readSteps(values.get('steps') ?? '', problems);
  const recipe = steps.reduce<Recipe>((found, step) => withStep(found, step.kind, step), {
    model: model ?? defaultModel,
    steps: [],
  });
  if (recipe.steps.some((step, i) => step !== steps[i])) {
    const [ordered, given] = [recipe.steps, steps].map((all) => all.map(({ kind }) => kind));
    problems.push(
      `The link has its steps in the order ${given!.join(', ')}; ` +
        `here they are always carried out as ${ordered!.join(', ')}.`,
    );
  }
  return { recipe, problems };
}

/** The fragment's known keys with their values; the first of two wins. */
function readValues(fragment: string, problems: string[]): Map<string, string> {
  if (fragment.length > MAX_LENGTH) {
    problems.push(
      `The link is ${fragment.length} characters long; only the first ${MAX_LENGTH} were read.`,
    );
  }
  const text = decode(fragment.slice(0, MAX_LENGTH)).replace(/^#/, '');
  const values = new Map<string, string>();
  for (const part of text.split('&').map((part) => part.trim())) {
    if (part === '') continue;
    const [, name = part, value] = /^([^=]*)=(.*)$/s.exec(part) ?? [];
    const key = name.trim().toLowerCase();
    if (value === undefined || !KEYS.includes(key)) {
      problems.push(
        `${quote(part)} means nothing here; a link has ${list(KEYS, 'and')}, each with = and a value.`,
      );
    } else if (values.has(key)) {
      problems.push(`The link has ${key} twice; ${quote(part)} was left out.`);
    } else {
      values.set(key, value.trim());
    }
  }
  return values;
}

/** Percent-encoding undone, where it is any. */
function decode(text: string): string {
  return text.replace(/(?:%[0-9a-f]{2})+/gi, (encoded) => {
    try {
      return decodeURIComponent(encoded);
    } catch {
      return encoded;
    }
  });
}

/** The steps that can be read, in the link's order; the first of each kind wins. */
function readSteps(text: string, problems: string[]): Step[] {
  const steps: Step[] = [];
  // A name with its parentheses, in which spaces may stand, or else anything up to a separator.
  for (const part of text.match(/[^+\s()]*\([^+()]*\)|[^+\s]+/g) ?? []) {
    const step = readStep(part);
    if (typeof step === 'string') {
      problems.push(`${step} It was left out.`);
    } else if (steps.some(({ kind }) => kind === step.kind)) {
      problems.push(`The link has ${step.kind} twice; ${quote(part)} was left out.`);
    } else {
      steps.push(step);
    }
  }
  return steps;
}

/** The step that a part of the link describes, or in words why it describes none. */
function readStep(part: string): Step | string {
  const [, name, inside] = /^([^()]*)\(([^()]*)\)$/.exec(part) ?? [];
  if (name === undefined || inside === undefined) {
    return `${quote(part)} is not a step: one has a name and its values in parentheses.`;
  }
  const kind = name.toLowerCase();
  if (!isKind(kind)) {
    const known = list(Object.keys(STEP_TYPES), 'and');
    return `The step ${quote(part)} is not known to this version, which knows ${known}.`;
  }
  const { parameters }: StepType<Step, string> = STEP_TYPES[kind];
  const words = inside.trim() === '' ? [] : inside.split(',').map((word) => word.trim());
  if (words.length !== parameters.length) {
    const names = parameters.map((parameter) => parameter.name).join(', ');
    return `${kind} takes ${parameters.length} values (${names}), ${quote(part)} has ${words.length}.`;
  }
  const values: Record<string, string | number> = {};
  for (const [i, parameter] of parameters.entries()) {
    const word = words[i]!;
    const value = readValue(word, parameter);
    if (value === undefined) {
      const expected = describeValues(parameter);
      return `In ${quote(part)}, ${parameter.name} is ${quote(word)}; expected ${expected}.`;
    }
    values[parameter.name] = value;
  }
  // Each value has just been checked against the parameter that StepType names after the field.
  return { kind, ...values } as Step;
}

function isKind(name: string): name is Step['kind'] {
  return Object.hasOwn(STEP_TYPES, name);
}

function readValue(word: string, parameter: Parameter): string | number | undefined {
  if ('options' in parameter) {
    return parameter.options.find((option) => option === word.toLowerCase());
  }
  // Number() alone would also read '', '0x1' and 'Infinity'.
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(word)) return undefined;
  const value = Number(word);
  const { min, max, integer } = parameter;
  return value >= min && value <= max && (!integer || Number.isInteger(value)) ? value : undefined;
}

function describeValues(parameter: Parameter): string {
  if ('options' in parameter) return list(parameter.options, 'or');
  const { min, max, integer } = parameter;
  return `a ${integer ? 'whole ' : ''}number from ${min} to ${max}`;
}

/** What was found, cut to a length that can be read. */
function quote(text: string): string {
  return `“${text.length > MAX_QUOTE ? `${text.slice(0, MAX_QUOTE)}…` : text}”`;
}

/** "a", "a and b", "a, b and c". */
function list(items: readonly string[], conjunction: 'and' | 'or'): string {
  if (items.length < 2) return items.join();
  return `${items.slice(0, -1).join(', ')} ${conjunction} ${items.at(-1)}`;
}
