import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Recipe } from '../../src/core/recipe';
import { Undo } from '../../src/lab/undo.svelte';

const recipe = (sparsity: number): Recipe => ({
  model: 'lenet-5',
  steps: [{ kind: 'prune', method: 'magnitude', scope: 'global', sparsity }],
});

/** An undo whose clock the test sets. */
function newUndo() {
  const clock = { time: 0 };
  const undo = new Undo(() => clock.time);
  const visit = (sparsity: number, after = 1000) => {
    clock.time += after;
    undo.visit(recipe(sparsity));
  };
  return { undo, visit };
}

describe('Undo', () => {
  test('goes back and forth over what was visited, and no further', () => {
    const { undo, visit } = newUndo();
    expect(undo.back()).toBeUndefined();
    for (const sparsity of [0.1, 0.2, 0.3]) visit(sparsity);
    expect(undo.next).toBeUndefined();
    expect(undo.back()).toEqual(recipe(0.2));
    expect(undo.back()).toEqual(recipe(0.1));
    expect(undo.previous).toBeUndefined();
    expect(undo.back()).toBeUndefined();
    expect(undo.forward()).toEqual(recipe(0.2));
    expect(undo.next).toEqual(recipe(0.3));
  });

  test('forgets what was undone once something else is visited, but not for the same again', () => {
    const { undo, visit } = newUndo();
    for (const sparsity of [0.1, 0.2, 0.3]) visit(sparsity);
    undo.back();
    visit(0.2);
    expect(undo.next).toEqual(recipe(0.3));
    visit(0.4);
    expect(undo.next).toBeUndefined();
    expect(undo.previous).toEqual(recipe(0.2));
  });

  test('takes a slider that is moved by key for one change', () => {
    const { undo, visit } = newUndo();
    visit(0.1);
    visit(0.2);
    visit(0.21, 50);
    visit(0.22, 50);
    expect(undo.back()).toEqual(recipe(0.1));
    expect(undo.forward()).toEqual(recipe(0.22));
  });

  test('keeps where it began however hasty, and where the reader went back to', () => {
    const { undo, visit } = newUndo();
    visit(0.1);
    visit(0.2, 50);
    expect(undo.previous).toEqual(recipe(0.1));
    visit(0.3);
    undo.back();
    visit(0.4, 50);
    expect(undo.previous).toEqual(recipe(0.2));
  });

  test('a slider that is moved and moved back at once was not changed', () => {
    const { undo, visit } = newUndo();
    visit(0.1);
    visit(0.2);
    visit(0.1, 50);
    expect(undo.previous).toBeUndefined();
    expect(undo.back()).toBeUndefined();
  });

  test('remembers the last hundred', () => {
    const { undo, visit } = newUndo();
    for (let i = 0; i < 150; i++) visit(i / 200);
    let steps = 0;
    while (undo.back()) steps++;
    expect(steps).toBe(99);
  });

  test('never has the same recipe twice in a row, whatever is done', () => {
    const action = fc.oneof(fc.constantFrom('back', 'forward'), fc.tuple(fc.nat(3), fc.nat(600)));
    fc.assert(
      fc.property(fc.array(action), (actions) => {
        const { undo, visit } = newUndo();
        for (const action of actions) {
          if (action === 'back') undo.back();
          else if (action === 'forward') undo.forward();
          else visit(Number(action[0]) / 10, Number(action[1]));
        }
        while (undo.forward());
        const found: (Recipe | undefined)[] = [];
        while (undo.previous) found.push(undo.back());
        while (undo.next) found.push(undo.forward());
        found.slice(1).forEach((recipe, i) => expect(recipe).not.toEqual(found[i]));
      }),
    );
  });
});
