import fc from 'fast-check';
import { expect, test } from 'vitest';
import { neighbours } from '../../../src/core/search/moves';
import { predictedFront, undominated, type Cost } from '../../../src/core/search/predicted-front';

const cost = fc.record({
  bytes: fc.integer({ min: 1, max: 9 }),
  damage: fc.integer({ max: 9, min: 0 }),
});
const network = fc.array(fc.array(cost, { minLength: 1, maxLength: 4 }), {
  minLength: 1,
  maxLength: 4,
});

/** Every choice there is, with its sums. */
function everyChoice(costs: readonly (readonly Cost[])[]): (Cost & { options: number[] })[] {
  return costs.reduce<(Cost & { options: number[] })[]>(
    (all, own) =>
      all.flatMap(({ bytes, damage, options }) =>
        own.map((cost, option) => ({
          bytes: bytes + cost.bytes,
          damage: damage + cost.damage,
          options: [...options, option],
        })),
      ),
    [{ bytes: 0, damage: 0, options: [] }],
  );
}

const sums = (costs: readonly Cost[]) => costs.map(({ bytes, damage }) => ({ bytes, damage }));

test('the front is that of all choices one by one, and each choice has the sums it says', () => {
  fc.assert(
    fc.property(network, (costs) => {
      const every = everyChoice(costs);
      const front = predictedFront(costs);
      expect(sums(front)).toEqual(sums(undominated(every).map((i) => every[i]!)));
      for (const { bytes, damage, options } of front) {
        expect(every).toContainEqual({ bytes, damage, options });
      }
    }),
  );
});

test('where there are more states than may be kept, what is left is still attained, fewest bytes included', () => {
  const costs = Array.from({ length: 6 }, (_, layer) =>
    Array.from({ length: 12 }, (_, option) => ({
      bytes: (12 - option) * 7 ** (layer / 2),
      damage: 4 ** (option / 3) * 1.3 ** layer,
    })),
  );
  const [all, some] = [predictedFront(costs, Infinity), predictedFront(costs, 50)];
  expect(some.length).toBeLessThanOrEqual(50);
  expect(some[0]!.options).toEqual(all[0]!.options);
  for (const { bytes, damage, options } of some) {
    const own = options.map((option, layer) => costs[layer]![option]!);
    expect(bytes).toBeCloseTo(
      own.reduce((sum, cost) => sum + cost.bytes, 0),
      6,
    );
    expect(damage).toBeCloseTo(
      own.reduce((sum, cost) => sum + cost.damage, 0),
      6,
    );
    // No further than a twentieth from the true front.
    const best = all.findLast((choice) => choice.bytes <= bytes * 1.05)!;
    expect(damage).toBeLessThanOrEqual(best.damage * 1.3);
  }
});

test('neighbours differ in one layer or two, with the sums that they say', () => {
  fc.assert(
    fc.property(network, (costs) => {
      const every = everyChoice(costs);
      const from = every[every.length >> 1]!;
      for (const { bytes, damage, options } of neighbours(costs, from)) {
        const changed = options.filter((option, layer) => option !== from.options[layer]);
        expect([1, 2]).toContain(changed.length);
        expect(every).toContainEqual({ bytes, damage, options });
      }
    }),
  );
});
