import { beforeEach, expect, test } from 'vitest';
import { BLANKS, OWN, WORKED } from '../../../../src/recall/content/en/labs';
import { Progress } from '../../../../src/recall/keep/progress.svelte';
import { GuidedLab } from '../../../../src/recall/ways/lab/lab.svelte';
import { FakeBench } from '../../bench.svelte';
import { reportOf } from '../../reports';

let bench: FakeBench;
let progress: Progress;
let lab: GuidedLab;

beforeEach(() => {
  bench = new FakeBench();
  bench.answer = ({ trials }) => trials.map((trial) => reportOf(trial));
  progress = new Progress(() => undefined);
  lab = new GuidedLab(bench, progress, () => 7);
});

const items = () => progress.attempts.map(({ item }) => item);

test('the worked moves are run one by one, and the stage is done with the last', () => {
  for (const [at] of WORKED.moves.entries()) {
    expect(items()).toEqual([]);
    lab.move();
    lab.collect();
    lab.collect();
    expect(lab.moves).toHaveLength(at + 1);
  }
  lab.move();
  expect(bench.asked).toEqual(WORKED.moves.map((_, at) => `${WORKED.id}-${at}`));
  expect(items()).toEqual([WORKED.id]);
});

test('nothing is run before every blank is filled in', () => {
  lab.choose(0, 1);
  lab.fillIn();
  expect(bench.asked).toEqual([]);
  lab.choose(1, 1);
  lab.choose(2, 0);
  lab.fillIn();
  expect(bench.asked).toEqual([BLANKS.id]);
});

test('a filling that reaches the goal is kept, one that misses it is not', () => {
  for (const [blank, choice] of [1, 1, 2].entries()) lab.choose(blank, choice);
  lab.fillIn();
  lab.collect();
  expect(lab.trial?.filled).toEqual([1, 1, 2]);
  expect(items()).toEqual([]);
  lab.choose(2, 0);
  lab.fillIn();
  lab.collect();
  expect(progress.attempts).toMatchObject([
    { item: BLANKS.id, answer: { kind: 'numbers', numbers: [1, 1, 0] }, correct: true },
  ]);
});

test('one’s own network counts once it is begun, by figures of what is set', () => {
  const recipe = { model: OWN.model, steps: OWN.way };
  const report = { ...reportOf({ label: '', steps: OWN.way }, { deflate: 19_000 }), recipe };
  bench.measured(report);
  lab.collect();
  expect(items()).toEqual([]);
  lab.begin();
  expect(bench.recipe).toEqual({ model: OWN.model, steps: [] });
  bench.report = report;
  lab.collect();
  expect([lab.own, items()]).toEqual([undefined, []]);
  bench.recipe = recipe;
  lab.collect();
  expect(items()).toEqual([OWN.id]);
});
