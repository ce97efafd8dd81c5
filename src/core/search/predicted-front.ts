/** What an option costs a layer: bytes, and how far it alone is predicted to move the answers. */
export interface Cost {
  readonly bytes: number;
  readonly damage: number;
}

/** One option a layer, by its index, with the sums of their costs. */
export interface Choice extends Cost {
  readonly options: readonly number[];
}

/** States kept after each layer: more would be closer than the predictions are true. */
const MOST_STATES = 600;

interface State extends Cost {
  readonly option: number;
  readonly before?: State;
}

/**
 * The choices of one option a layer that no other choice beats in both sums, from the fewest bytes up:
 * layer by layer, keeping what is not dominated (Nemhauser and Ullmann 1969, "Discrete dynamic
 * programming and capital allocation", Management Science 15, 494–505). Beyond `most` states a
 * layer, those are kept that are spread evenly over the orders of magnitude of damage.
 *
 * @param costs of each layer's options.
 */
export function predictedFront(
  costs: readonly (readonly Cost[])[],
  most: number = MOST_STATES,
): Choice[] {
  let states: State[] = [{ bytes: 0, damage: 0, option: -1 }];
  for (const [layer, own] of costs.entries()) {
    const extended = states.flatMap((before) =>
      undominated(own).map((option) => ({
        bytes: before.bytes + own[option]!.bytes,
        damage: before.damage + own[option]!.damage,
        option,
        before: layer > 0 ? before : undefined,
      })),
    );
    states = thinned(
      undominated(extended).map((i) => extended[i]!),
      most,
    );
  }
  return states.map((state) => ({
    bytes: state.bytes,
    damage: state.damage,
    options: trail(state),
  }));
}

/** Indices of the costs that no other beats in both, from the fewest bytes up. */
export function undominated(costs: readonly Cost[]): number[] {
  const order = [...costs.keys()].sort(
    (a, b) => costs[a]!.bytes - costs[b]!.bytes || costs[a]!.damage - costs[b]!.damage || a - b,
  );
  let least = Infinity;
  return order.filter((i) => {
    if (costs[i]!.damage >= least) return false;
    least = costs[i]!.damage;
    return true;
  });
}

/** The fewest bytes of each order of damage, where there are too many. */
function thinned(states: readonly State[], most: number): State[] {
  if (states.length <= most) return [...states];
  const positive = states.map(({ damage }) => damage).filter((damage) => damage > 0);
  const [least, greatest] = [Math.log(positive.at(-1)!), Math.log(positive[0]!)];
  const place = ({ damage }: State) =>
    damage > 0 ? Math.round(((Math.log(damage) - least) / (greatest - least)) * (most - 2)) : -1;
  return states.filter((state, i) => i === 0 || place(state) !== place(states[i - 1]!));
}

function trail(state: State): number[] {
  const options: number[] = [];
  for (let at: State | undefined = state; at; at = at.before) options.unshift(at.option);
  return options;
}
