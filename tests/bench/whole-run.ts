import type { Step } from '../../src/core/recipe';
import { Engine } from '../../src/wire/client';
import { spawnWorker } from '../../src/app/spawn-worker';
import { CARDS } from '../../src/shelf/cards';
import { compare } from './compare';
import type { Suite } from './suite';

const BUDGET_MS = 15_000;

const STEPS: Step[] = [
  { kind: 'prune', method: 'magnitude', scope: 'global', sparsity: 0.9 },
  { kind: 'quantize', bits: 8, granularity: 'channel', scheme: 'symmetric' },
];

const UNHEARD = {
  onPlace: () => undefined,
  onDigits: () => undefined,
  onProgress: () => undefined,
  onTuning: () => undefined,
  onRestart: (reason: string) => console.error(reason),
};

/** What the reader waits for after moving a control: the page's own engine, worker included. */
export const wholeRun: Suite = {
  name: 'From a control at rest to size and accuracy on 1,000 images',
  async *rows() {
    for (const { id, name } of CARDS) {
      const engine = new Engine(spawnWorker, UNHEARD);
      const run = (steps: Step[]) => () =>
        engine.run({ model: id, steps }, 'accuracy', () => undefined).then(() => undefined);
      yield* await compare(
        name,
        [
          { name: '90% pruned, int8 per channel', run: run(STEPS) },
          { name: 'as trained', run: run([]) },
        ],
        BUDGET_MS,
      );
    }
  },
};
