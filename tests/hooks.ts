import type { Hooks } from '../src/engine/examination';
import type { Place } from '../src/core/place';
import { Tuner } from '../src/engine/tuner';
import type { Checkpoints } from '../src/engine/checkpoints';

/** What a run hears on its way, where nothing is to be heard. */
export const HOOKS = {
  between: () => Promise.resolve(),
  seen: () => Promise.resolve(0),
  tuning: {
    progress: () => undefined,
    pause: () => Promise.resolve(0),
    stopped: () => false,
  },
} satisfies Omit<Hooks, 'report'>;

/** Keeps no trainings. */
const NO_CHECKPOINTS: Checkpoints = {
  load: () => Promise.resolve(undefined),
  save: () => Promise.resolve(),
};

/** A tuner where nothing but the backend that evaluates can train. */
export function tunerOn(place: Place, checkpoints = NO_CHECKPOINTS): Tuner {
  return new Tuner(place, () => Promise.resolve(false), checkpoints);
}
