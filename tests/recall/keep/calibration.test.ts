import { expect, test } from 'vitest';
import { BANK } from '../../../src/recall/content/en/bank';
import { calibrate, surprises } from '../../../src/recall/keep/calibration';
import type { Attempt } from '../../../src/recall/keep/attempt';

const [one, two, three] = BANK as readonly [(typeof BANK)[0], (typeof BANK)[0], (typeof BANK)[0]];

function attempt(item: string, confidence: Attempt['confidence'], correct: boolean): Attempt {
  const answer = confidence
    ? ({ kind: 'option', option: 0 } as const)
    : ({ kind: 'shown' } as const);
  return { item, answer, confidence, correct, time: 0 };
}

test('nothing is said before anything is answered', () => {
  expect(calibrate(BANK, []).map(({ answered, right }) => [answered, right])).toEqual([
    [0, 0],
    [0, 0],
    [0, 0],
  ]);
  expect(surprises(BANK, [])).toEqual([]);
});

test('first answers count, by how sure they were', () => {
  const attempts = [
    attempt(one.id, 'sure', false),
    attempt(one.id, 'sure', true),
    attempt(two.id, 'sure', true),
    attempt(three.id, 'guess', false),
    attempt('no-such-item', 'sure', false),
  ];
  expect(calibrate(BANK, attempts)).toEqual([
    { confidence: 'guess', answered: 1, right: 0 },
    { confidence: 'unsure', answered: 0, right: 0 },
    { confidence: 'sure', answered: 2, right: 1 },
  ]);
  expect(surprises(BANK, attempts)).toEqual([one]);
});

test('an answer that was shown first says nothing of what the reader knew', () => {
  const attempts = [attempt(one.id, null, false), attempt(one.id, 'sure', false)];
  expect(calibrate([one], attempts).every(({ answered }) => answered === 0)).toBe(true);
  expect(surprises([one], attempts)).toEqual([]);
});
