import { STEP_TYPES, typeOf, type Step } from './recipe';
import { sortedLayers, type Layers } from './steps/layers';
import { allows, describeValues, type Parameter } from './steps/parameter';
import type { Override, StepType } from './steps/step';
import { list, quote } from './words';

type Value = string | number;
/** What a layer has of its own: a single value, or several by their names. */
type LayerValue = Value | object;

/**
 * A step as a link holds it: its name, and in parentheses its parameters' values, then the layers
 * that have values of their own, by name: `quantize(8,channel,symmetric,fc2:4:tensor:symmetric)`.
 * Numbers are printed in the shortest way that reads back as the same number.
 */
export function formatStep(step: Step): string {
  const { parameters, required, override } = typeOf(step);
  const values: Readonly<Record<string, unknown>> = { ...step };
  const layers = 'layers' in step ? sortedLayers<LayerValue>(step.layers) : [];
  const words = [
    ...withoutInitial(parameters, values, required).map(({ name }) => values[name]),
    ...layers.map(([name, own]) => formatLayer(name, own, override?.names ?? [])),
  ];
  return `${step.kind}(${words.join(',')})`;
}

/** The parameters up to the last one that must be given, or whose value is not the initial one. */
function withoutInitial(
  parameters: readonly Parameter[],
  values: Readonly<Record<string, unknown>>,
  required = parameters.length,
): readonly Parameter[] {
  const last = parameters.findLastIndex(({ name, initial }) => values[name] !== initial);
  return parameters.slice(0, Math.max(last + 1, required));
}

function formatLayer(name: string, own: LayerValue, names: readonly string[]): string {
  const values: readonly unknown[] =
    typeof own === 'object' ? names.map((each) => Reflect.get(own, each)) : [own];
  return [escapeName(name), ...values].join(':');
}

/** The step that a part of a link describes, if it does, and in words what could not be read. */
export interface ReadStep {
  readonly step?: Step;
  readonly problems: readonly string[];
}

/** Reads what `formatStep` writes. Case is ignored, but in the names of layers. */
export function readStep(part: string): ReadStep {
  const refuse = (problem: string) => ({ problems: [`${problem} It was left out.`] });
  const [, name, inside] = /^([^()]*)\(([^()]*)\)$/.exec(part) ?? [];
  if (name === undefined || inside === undefined) {
    return refuse(`${quote(part)} is not a step: one has a name and its values in parentheses.`);
  }
  const kind = name.toLowerCase();
  if (!isKind(kind)) {
    const known = list(Object.keys(STEP_TYPES), 'and');
    return refuse(`The step ${quote(part)} is not known to this version, which knows ${known}.`);
  }
  const { parameters, required, override, conflict }: StepType<Step, string> = STEP_TYPES[kind];
  const words = inside.trim() === '' ? [] : inside.split(',').map((word) => word.trim());
  const count = parameters.length;
  if (words.length < (required ?? count) || (words.length > count && !override)) {
    return refuse(
      `${kind} takes ${takes(parameters, required)}, ${quote(part)} has ${words.length}.`,
    );
  }
  const values: Record<string, Value> = {};
  for (const [i, parameter] of parameters.entries()) {
    const word = words[i] ?? String(parameter.initial);
    const value = readValue(word, parameter);
    if (value === undefined) {
      const expected = describeValues(parameter);
      return refuse(
        `In ${quote(part)}, ${parameter.name} is ${quote(word)}; expected ${expected}.`,
      );
    }
    values[parameter.name] = value;
  }
  const problems: string[] = [];
  const layers = override && readLayers(words.slice(count), part, parameters, override, problems);
  // Each value has just been checked against the parameter that StepType names after the field.
  const step = { kind, ...values, ...(layers && { layers }) } as Step;
  const why = conflict?.(step);
  return why ? refuse(`In ${quote(part)}: ${why}`) : { step, problems };
}

/** The layers that have values of their own, or undefined where none has. */
function readLayers(
  words: readonly string[],
  part: string,
  parameters: readonly Parameter[],
  { names, float32 }: Override,
  problems: string[],
): Layers<LayerValue> | undefined {
  const own = parameters.filter(({ name }) => names.includes(name));
  const layers = new Map<string, LayerValue>();
  for (const word of words) {
    const [escaped = '', ...texts] = word.split(':').map((text) => text.trim());
    const name = unescapeName(escaped);
    const value = readLayerValue(texts, own, float32);
    if (name === '' || value === undefined) {
      problems.push(
        `In ${quote(part)}, ${quote(word)} is no layer with ${list(names, 'and')} of its own; ` +
          `expected ${layerForms(own, float32)}. It was left out.`,
      );
    } else if (layers.has(name)) {
      problems.push(`In ${quote(part)}, ${name} is named twice; ${quote(word)} was left out.`);
    } else {
      layers.set(name, value);
    }
  }
  return layers.size > 0 ? Object.fromEntries(layers) : undefined;
}

function readLayerValue(
  texts: readonly string[],
  own: readonly Parameter[],
  float32: boolean,
): LayerValue | undefined {
  if (float32 && texts.length === 1 && texts[0]!.toLowerCase() === 'float32') return 'float32';
  if (texts.length !== own.length) return undefined;
  const values: Record<string, Value> = {};
  for (const [i, parameter] of own.entries()) {
    const value = readValue(texts[i]!, parameter);
    if (value === undefined) return undefined;
    if (own.length === 1) return value;
    values[parameter.name] = value;
  }
  return values;
}

function readValue(word: string, parameter: Parameter): Value | undefined {
  if ('options' in parameter) {
    return parameter.options.find((option) => option === word.toLowerCase());
  }
  // Number() alone would also read '', '0x1' and 'Infinity'.
  if (!/^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(word)) return undefined;
  const value = Number(word);
  return allows(parameter, value) ? value : undefined;
}

function isKind(name: string): name is Step['kind'] {
  return Object.hasOwn(STEP_TYPES, name);
}

/** "no values", "1 value (mode)", "2 values (bits, range)", "1 to 2 values (epochs, rate)". */
function takes(parameters: readonly Parameter[], required = parameters.length): string {
  if (parameters.length === 0) return 'no values';
  const names = parameters.map(({ name }) => name).join(', ');
  const most = `${parameters.length} value${parameters.length > 1 ? 's' : ''} (${names})`;
  return required < parameters.length ? `${required} to ${most}` : most;
}

/** "NAME:clusters or NAME:float32, with clusters a whole number from 2 to 256". */
function layerForms(own: readonly Parameter[], float32: boolean): string {
  const form = ['NAME', ...own.map(({ name }) => name)].join(':');
  const values = own.map((parameter) => `${parameter.name} ${describeValues(parameter)}`);
  return `${form}${float32 ? ' or NAME:float32' : ''}, with ${list(values, 'and')}`;
}

/**
 * A layer's name without the characters that the grammar, an address or a messenger could take for
 * its own: each of them is a tilde and its four hexadecimal digits in UTF-16. Percent signs would
 * not do, for a link may come encoded once more, or decoded once already.
 */
function escapeName(name: string): string {
  return name.replaceAll(
    /[^\w/.-]/g,
    (unit) => `~${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function unescapeName(text: string): string {
  return text.replaceAll(/~([0-9a-f]{4})/gi, (_, digits: string) =>
    String.fromCharCode(parseInt(digits, 16)),
  );
}
