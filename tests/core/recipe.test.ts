import { describe, expect, test } from 'vitest';
import {
  describeRecipe,
  exclude,
  STEP_TYPES,
  stepOf,
  typeOf,
  withStep,
  type Recipe,
  type Step,
} from '../../src/core/recipe';
import type { PruneStep } from '../../src/core/steps/prune';
import type { QuantizeStep } from '../../src/core/steps/quantize';

const prune: PruneStep = { kind: 'prune', method: 'magnitude', scope: 'global', sparsity: 0.9 };
const quantize: QuantizeStep = {
  kind: 'quantize',
  bits: 8,
  granularity: 'channel',
  scheme: 'symmetric',
};
const STORAGE: Step[] = [
  quantize,
  { kind: 'cluster', clusters: 32, init: 'linear' },
  { kind: 'float16' },
];
const nothing: Recipe = { model: 'lenet-5', steps: [] };
const both: Recipe = { model: 'lenet-5', steps: [prune, quantize] };

describe('withStep', () => {
  test('puts steps in the one order, whichever came first', () => {
    const backwards = withStep(withStep(nothing, 'quantize', quantize), 'prune', prune);
    expect(backwards).toEqual(both);
  });

  test('replaces the step of the same kind and keeps the others', () => {
    const random: PruneStep = { ...prune, method: 'random' };
    expect(withStep(both, 'prune', random).steps).toEqual([random, quantize]);
  });

  test('takes a step out, and leaves a recipe without it as it is', () => {
    expect(withStep(both, 'prune', undefined).steps).toEqual([quantize]);
    expect(withStep(nothing, 'prune', undefined)).toEqual(nothing);
  });

  test.each(STORAGE)('has $kind take out the other ways to store weights', (step) => {
    for (const other of STORAGE.filter(({ kind }) => kind !== step.kind)) {
      expect(exclude(step.kind, other.kind)).toBe(true);
      const recipe = { ...nothing, steps: [prune, other] };
      expect(withStep(recipe, step.kind, step).steps).toEqual([prune, step]);
      expect(withStep(recipe, step.kind, undefined).steps).toEqual([prune, other]);
    }
  });

  test('lets steps that do not store weights stand beside any', () => {
    const all: Step[] = [
      { kind: 'batchnorm', mode: 'keep' },
      { kind: 'equalize' },
      prune,
      quantize,
      { kind: 'correct' },
      { kind: 'activations', bits: 8, range: 'minmax', images: 'digits' },
    ];
    const backwards = [...all].reverse();
    const recipe = backwards.reduce<Recipe>((r, step) => withStep(r, step.kind, step), nothing);
    expect(recipe.steps).toEqual(all);
  });

  test('leaves the recipe that it is given alone', () => {
    const steps = Object.freeze([quantize]);
    withStep({ model: 'lenet-5', steps }, 'prune', prune);
    expect(steps).toEqual([quantize]);
  });
});

describe('stepOf', () => {
  test('finds the step of a kind', () => {
    expect(stepOf(both, 'prune')).toBe(prune);
    expect(stepOf(both, 'quantize')).toBe(quantize);
  });

  test('finds nothing where the recipe leaves it out', () => {
    expect(stepOf(nothing, 'prune')).toBeUndefined();
  });
});

describe('describeRecipe', () => {
  test('says each step in its order', () => {
    expect(describeRecipe(both)).toBe(
      'prune 90% of the prunable weights by magnitude over the whole network, then ' +
        'quantize to 8 bits, symmetric, per channel',
    );
  });

  test('says the other choices too', () => {
    const step: PruneStep = { kind: 'prune', method: 'random', scope: 'layer', sparsity: 0.925 };
    expect(describeRecipe({ model: 'lenet-5', steps: [step] })).toBe(
      'prune 92.5% of the prunable weights at random in each layer',
    );
  });

  test.each<[Step, string]>([
    [
      { ...prune, scope: 'group' },
      'prune 90% of the prunable weights by magnitude in each four input channels',
    ],
    [
      { ...prune, method: 'codes' },
      'prune 90% of the prunable weights by the magnitude of codes over the whole network',
    ],
    [
      { ...prune, method: 'structured' },
      'remove 90% of the filters and neurons of smallest L2 norm, over the whole network',
    ],
    [
      { ...prune, method: 'structured-l1', scope: 'layer', layers: { fc1: 0.25 } },
      'remove 90% of the filters and neurons of smallest L1 norm, in each layer, fc1 25%',
    ],
    [
      { ...prune, layers: { fc2: 0.5, conv1: 0.305 } },
      'prune 90% of the prunable weights by magnitude over the whole network, conv1 30.5%, fc2 50%',
    ],
    [
      {
        ...quantize,
        layers: {
          conv1: 'float32',
          fc2: { bits: 4, granularity: 'tensor', scheme: 'asymmetric' },
        },
      },
      'quantize to 8 bits, symmetric, per channel, conv1 float32, fc2 4-bit asymmetric per tensor',
    ],
    [
      { kind: 'cluster', clusters: 32, init: 'density', layers: { a: 64, b: 'float32' } },
      "cluster each layer's weights to 32 values, started by density, a 64 values, b float32",
    ],
    [{ kind: 'float16' }, 'store weights as float16'],
    [{ kind: 'batchnorm', mode: 'keep' }, 'keep batch norm as layers of its own'],
    [
      { kind: 'activations', bits: 6, range: 'percentile', images: 'digits' },
      'quantize activations to 6 bits, range between percentiles',
    ],
    [
      { kind: 'activations', bits: 8, range: 'minmax', images: 'blank' },
      'quantize activations to 8 bits, range from least to greatest, chosen on blank images',
    ],
  ])('has words for %o', (step, words) => {
    expect(describeRecipe({ model: 'lenet-5', steps: [step] })).toBe(words);
  });

  test('has a word for no steps', () => {
    expect(describeRecipe(nothing)).toBe('no change');
  });
});

describe('every type of step', () => {
  test.each(Object.entries(STEP_TYPES))('%s is listed under its own kind', (kind, type) => {
    expect(type.kind).toBe(kind);
  });

  test.each([prune, quantize])('$kind has a parameter for each of its fields', (step) => {
    const names = typeOf(step).parameters.map(({ name }) => name);
    expect(['kind', ...names].sort()).toEqual(Object.keys(step).sort());
  });

  test.each(Object.values(STEP_TYPES))('$kind lets layers have some of its parameters', (type) => {
    const names: string[] = type.parameters.map(({ name }) => name);
    const own: readonly string[] = type.override?.names ?? [];
    expect(own).toEqual(names.filter((name) => own.includes(name)));
  });

  test.each(Object.values(STEP_TYPES))('$kind starts with values that it allows', (type) => {
    for (const parameter of type.parameters) {
      if ('options' in parameter) {
        expect(parameter.options).toContain(parameter.initial);
      } else {
        expect(parameter.initial).toBeGreaterThanOrEqual(parameter.min);
        expect(parameter.initial).toBeLessThanOrEqual(parameter.max);
      }
    }
  });

  test.each(Object.values(STEP_TYPES))('$kind has words of its own in the link', (type) => {
    const words = type.parameters.flatMap((parameter) =>
      'options' in parameter ? parameter.options : [],
    );
    for (const word of [type.kind, ...words]) expect(word).toMatch(/^[a-z][a-z0-9-]*$/);
  });
});
