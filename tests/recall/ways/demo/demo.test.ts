import { beforeEach, describe, expect, test } from 'vitest';
import type { Proof } from '../../../../src/recall/proof/proof';
import { SCENARIOS, type Scenario } from '../../../../src/recall/content/en/scenarios';
import { Demo } from '../../../../src/recall/ways/demo/demo.svelte';

const questionOf = ({ scenes }: Scenario, at: number) => {
  const scene = scenes[at]!;
  if (scene.kind !== 'ask') throw new Error(`Scene ${at + 1} asks nothing.`);
  return scene.item;
};
const scenario = SCENARIOS[0]!;
const first = questionOf(scenario, 1);

let asked: string[];
let proof: Proof;
let demo: Demo;

beforeEach(() => {
  asked = [];
  proof = { item: '', state: 'idle' };
  demo = new Demo({
    get proof() {
      return proof;
    },
    prove: (id) => {
      asked.push(id);
      proof = { item: id, state: 'running', reports: [] };
    },
  });
  demo.begin(scenario);
  demo.next();
});

test('nothing is run before a hand is up', () => {
  demo.next();
  expect(demo.phase).toBe('vote');
  expect(demo.canGoOn).toBe(false);
  expect(asked).toEqual([]);
  demo.vote(0, 1);
  demo.next();
  expect(asked).toEqual([first.id]);
});

test('the answer waits until the experiment has ended, and the next scene until the answer', () => {
  demo.vote(1, 1);
  demo.next();
  demo.next();
  expect(demo.phase).toBe('run');
  proof = { item: first.id, state: 'done', reports: [] };
  demo.next();
  expect(demo.phase).toBe('answer');
  expect(demo.number).toBe(2);
  demo.next();
  expect([demo.number, demo.phase, demo.voted]).toEqual([3, 'vote', false]);
});

test.each<Proof>([
  { item: first.id, state: 'failed', message: 'The worker stopped.' },
  { item: first.id, state: 'idle' },
  { item: 'another', state: 'running', reports: [] },
])('an experiment that is $state, of $item, does not hold the class up', (ended) => {
  demo.vote(0, 1);
  demo.next();
  proof = ended;
  expect(demo.canGoOn).toBe(true);
});

test('hands are counted and taken back, never below none', () => {
  demo.vote(2, 1);
  demo.vote(2, 1);
  demo.vote(2, -1);
  demo.vote(0, -1);
  demo.vote(4, 1);
  demo.vote(-1, 1);
  expect(demo.hands).toEqual([0, 0, 1, 0]);
});

test('no hand counts once the figures are shown', () => {
  demo.vote(2, 1);
  demo.next();
  demo.vote(0, 1);
  expect(demo.hands).toEqual([0, 0, 1, 0]);
});

test('a scene is found again as it was left, and there is none before the first', () => {
  demo.vote(2, 1);
  demo.vote(2, 1);
  demo.back();
  expect([demo.number, demo.canGoBack]).toEqual([1, false]);
  demo.back();
  expect(demo.number).toBe(1);
  demo.next();
  expect([demo.phase, demo.hands]).toEqual(['vote', [0, 0, 2, 0]]);
  demo.next();
  proof = { item: first.id, state: 'done', reports: [] };
  demo.next();
  demo.next();
  expect([demo.number, demo.voted]).toEqual([3, false]);
  demo.vote(1, 1);
  demo.back();
  expect([demo.number, demo.phase, demo.hands]).toEqual([2, 'answer', [0, 0, 2, 0]]);
  demo.next();
  expect([demo.number, demo.phase, demo.hands[1]]).toEqual([3, 'vote', 1]);
  expect(asked).toEqual([first.id]);
});

test('a scenario begun anew has no hand up and nothing answered', () => {
  demo.vote(2, 1);
  demo.next();
  demo.end();
  demo.begin(scenario);
  demo.next();
  expect([demo.number, demo.phase, demo.voted]).toEqual([2, 'vote', false]);
});

describe.each([...SCENARIOS])('the scenario “$title”', ({ scenes }) => {
  test('begins and ends with something to tell, and asks nothing twice', () => {
    expect([scenes[0]!.kind, scenes.at(-1)!.kind]).toEqual(['tell', 'tell']);
    const ids = scenes.flatMap((scene) => (scene.kind === 'ask' ? scene.item.id : []));
    expect(ids.length).toBeGreaterThan(0);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
