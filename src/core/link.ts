import { exclude, withoutUnknownLayers, withStep, type Recipe, type Step } from './recipe';
import { formatStep, readStep } from './step-text';
import { list, quote } from './words';

/** The grammar's version, and the longest fragment that is read. */
const VERSION = '1';
export const MAX_LENGTH = 8000;

const KEYS = ['v', 'model', 'steps'];

/**
 * A recipe as the page's fragment, for example
 * `#v=1&model=lenet-300-100&steps=prune(magnitude,global,0.9)+quantize(8,channel,symmetric)`.
 */
export function formatLink({ model, steps }: Recipe): string {
  const head = `#v=${VERSION}&model=${model}`;
  return steps.length === 0 ? head : `${head}&steps=${steps.map(formatStep).join('+')}`;
}

/** What a fragment is read by. */
export interface LinkContext {
  readonly models: readonly string[];
  /** The model where none is named, or an unknown one. */
  readonly defaultModel: string;
  /** Names of the layers of a model that a step may name; left out, or undefined: any. */
  readonly layersOf?: (model: string) => readonly string[] | undefined;
}

/** What was read from a fragment, and in plain words each part of it that could not be. */
export interface ParsedLink {
  readonly recipe: Recipe;
  readonly problems: readonly string[];
}

/**
 * The recipe of a fragment, which may be empty, lack its `#`, be percent-encoded, or have spaces for
 * its plus signs, as messengers and decoders leave them; case is ignored, but in the names of layers.
 * Never throws: a part that cannot be read is named among the problems with what was expected, and
 * the rest is kept.
 */
export function parseLink(
  fragment: string,
  { models, defaultModel, layersOf }: LinkContext,
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
  const layers = layersOf?.(recipe.model);
  if (!layers) return { recipe, problems };
  const { recipe: kept, unknown } = withoutUnknownLayers(recipe, layers);
  if (unknown.length > 0) {
    problems.push(
      `${recipe.model} has no layer ${list(unknown.map(quote), 'or')}, only ${list(layers, 'and')}; ` +
        'what the link says of it was left out.',
    );
  }
  return { recipe: kept, problems };
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

/**
 * The steps that can be read, in the link's order. The first of each kind wins, and the first of
 * those that exclude each other.
 */
function readSteps(text: string, problems: string[]): Step[] {
  const steps: Step[] = [];
  // A name with its parentheses, in which spaces may stand, or else anything up to a separator.
  for (const part of text.match(/[^+\s()]*\([^+()]*\)|[^+\s]+/g) ?? []) {
    const { step, problems: own } = readStep(part);
    problems.push(...own);
    if (!step) continue;
    const rival = steps.find(({ kind }) => exclude(kind, step.kind));
    if (steps.some(({ kind }) => kind === step.kind)) {
      problems.push(`The link has ${step.kind} twice; ${quote(part)} was left out.`);
    } else if (rival) {
      problems.push(
        `Weights are stored in one way, and the link has ${rival.kind} first; ` +
          `${quote(part)} was left out.`,
      );
    } else {
      steps.push(step);
    }
  }
  return steps;
}
