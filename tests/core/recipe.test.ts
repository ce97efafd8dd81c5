import { describe, expect, test } from 'vitest';
import {
  describeRecipe,
  STEP_TYPES,
  stepOf,
  typeOf,
  withStep,
  type Recipe,
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
      'prune 90% by magnitude over the whole network, then ' +
        'quantize to 8 bits, symmetric, per channel',
    );
  });

  test('says the other choices too', () => {
    const step: PruneStep = { kind: 'prune', method: 'random', scope: 'layer', sparsity: 0.925 };
    expect(describeRecipe({ model: 'lenet-5', steps: [step] })).toBe(
      'prune 92.5% at random in each layer',
    );
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
