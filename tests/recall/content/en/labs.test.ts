import '../../../gradients';
import { describe, expect, test } from 'vitest';
import { meets, standings } from '../../../../src/recall/proof/goals';
import { BLANKS, OWN, WORKED } from '../../../../src/recall/content/en/labs';
import { measure } from '../../shipped';

test('the worked moves reach their goal with the last of them, and not before', async () => {
  const met: boolean[] = [];
  for (const { steps } of WORKED.moves) {
    met.push(meets(WORKED.limits, await measure({ model: WORKED.model, steps })));
  }
  expect(met).toEqual(WORKED.moves.map((_, at) => at === WORKED.moves.length - 1));
});

describe('the blanks', () => {
  const right = BLANKS.blanks.map(({ fillings }) => fillings.findIndex(({ misses }) => !misses));
  const fill = (filled: readonly number[]) =>
    measure({ model: BLANKS.model, steps: BLANKS.steps(filled) });

  test('have one right filling each, and reach the goal with all of them', async () => {
    for (const { fillings } of BLANKS.blanks) {
      expect(fillings.filter(({ misses }) => !misses)).toHaveLength(1);
    }
    expect(meets(BLANKS.limits, await fill(right))).toBe(true);
  });

  test('filled in wrongly miss the limit that the feedback speaks of', async () => {
    for (const [blank, { fillings }] of BLANKS.blanks.entries()) {
      for (const [filling, { text, misses }] of fillings.entries()) {
        if (!misses) continue;
        const [bytes, points] = standings(BLANKS.limits, await fill(right.with(blank, filling)));
        expect(misses === 'bytes' ? bytes!.met : points!.met, text).toBe(false);
      }
    }
  });
});

test('the goal of one’s own is reached in one way, and not as trained', async () => {
  expect(meets(OWN.limits, await measure({ model: OWN.model, steps: OWN.way }))).toBe(true);
  expect(meets(OWN.limits, await measure({ model: OWN.model, steps: [] }))).toBe(false);
});
