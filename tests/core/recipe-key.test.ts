import { expect, test } from 'vitest';
import { formatLink, parseLink } from '../../src/core/link';
import type { Recipe } from '../../src/core/recipe';
import { recipeKey, sameRecipe } from '../../src/core/recipe-key';
import { idOf } from '../../src/lab/runs/run';

const MODELS = ['lenet-300-100', 'lenet-5', 'ds-cnn'];

/** Ids of kept runs, as version 1 of their file has them. */
const KEPT = [
  '#v=1&model=lenet-5',
  '#v=1&model=lenet-300-100&steps=prune(magnitude,global,0.9)+finetune(2)+quantize(8,channel,symmetric)',
  '#v=1&model=ds-cnn&steps=batchnorm(keep)+equalize()+quantize(8,tensor,asymmetric,stem:4:channel:symmetric)+correct()',
  '#v=1&model=lenet-5&steps=prune(magnitude,layer,0.5,c~00e9:0.2)+cluster(16,density,fc1:float32)',
];

function read(fragment: string): Recipe {
  return parseLink(fragment, { models: MODELS, defaultModel: MODELS[0]! }).recipe;
}

test.each(KEPT)('the id of a kept run is what it was: %s', (id) => {
  expect(idOf(read(id))).toBe(id);
  expect(recipeKey(read(id))).toBe(id);
});

test('what an address holds beside the recipe is no part of the key', () => {
  for (const id of KEPT) {
    expect(recipeKey(read(`${id}&at=explore/layers&theme=dark&lang=de`))).toBe(id);
    expect(recipeKey(read(`#theme=dark&${id.slice(1)}`))).toBe(id);
  }
});

test('recipes are the same by what they do, not by how they are written', () => {
  const prune = { kind: 'prune', method: 'magnitude', scope: 'layer', sparsity: 0.5 } as const;
  const one = { model: 'lenet-5', steps: [{ ...prune, layers: { a: 0.1, b: 0.2 } }] };
  const other = { steps: [{ layers: { b: 0.2, a: 0.1 }, ...prune }], model: 'lenet-5' };
  expect(sameRecipe(one, other)).toBe(true);
  expect(sameRecipe(one, { ...one, model: 'ds-cnn' })).toBe(false);
  expect(sameRecipe(one, { model: 'lenet-5', steps: [prune] })).toBe(false);
});

test('an address leads back to the recipe of the same key', () => {
  for (const id of KEPT) expect(recipeKey(read(formatLink(read(id))))).toBe(id);
});
