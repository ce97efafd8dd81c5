import fc from 'fast-check';
import { ENCODINGS } from '../../../src/core/encode/encoding-names';
import type { Recipe, Step } from '../../../src/core/recipe';
import { withStep } from '../../../src/core/recipe';
import { identicalLatency, idOf, type Run } from '../../../src/lab/runs/run';

export const MODELS = ['lenet-300-100', 'lenet-5'];
/** The same as runs are read by, whatever layers they name. */
export const KNOWN = Object.fromEntries(MODELS.map((id) => [id, undefined]));

const prune = fc.record({
  kind: fc.constant('prune' as const),
  method: fc.constantFrom('magnitude' as const, 'random' as const),
  scope: fc.constantFrom('global' as const, 'layer' as const),
  sparsity: fc.constantFrom(0.5, 0.75, 0.9, 0.95),
});
const quantize = fc.record({
  kind: fc.constant('quantize' as const),
  bits: fc.integer({ min: 2, max: 8 }),
  granularity: fc.constantFrom('tensor' as const, 'channel' as const),
  scheme: fc.constantFrom('symmetric' as const, 'asymmetric' as const),
});

export const anyRecipe: fc.Arbitrary<Recipe> = fc
  .tuple(fc.constantFrom(...MODELS), fc.option(prune), fc.option(quantize), fc.boolean())
  .map(([model, pruned, quantized, corrected]) => {
    const steps: (Step | null)[] = [pruned, quantized, corrected ? { kind: 'correct' } : null];
    return steps.reduce<Recipe>(
      (recipe, step) => (step ? withStep(recipe, step.kind, step) : recipe),
      {
        model,
        steps: [],
      },
    );
  });

const whole = fc.nat(10_000_000);
const spread = fc.tuple(whole, whole, whole).map((values) => {
  const [low, median, high] = values.sort((a, b) => a - b).map((n) => n / 1000);
  return { median: median!, low: low!, high: high! };
});

const latency = fc.record({
  pairs: whole,
  before: spread,
  after: spread,
  ratio: spread,
  control: spread,
  measurable: fc.boolean(),
});

const IMAGES = 9;
const digits = fc.nat(10 ** IMAGES - 1).map((n) => String(n).padStart(IMAGES, '0'));

/** Any run that could be kept. */
export const anyRun: fc.Arbitrary<Run> = fc
  .record({
    id: anyRecipe.map(idOf),
    time: fc.nat(2_000_000_000_000),
    pinned: fc.boolean(),
    name: fc.string({ unit: 'binary', maxLength: 12 }),
    labels: digits,
    answers: digits,
    changed: fc.nat(IMAGES),
    dense: whole,
    deflated: whole,
    smallest: fc.record({ encoding: fc.constantFrom(...ENCODINGS), bytes: whole }),
    macs: whole,
    zeros: whole,
    sparsity: fc.double({ min: 0, max: 1, noNaN: true }),
    latency: fc.option(latency, { nil: undefined }),
  })
  .map(({ latency, ...run }) => {
    const asTrained = !run.id.includes('&steps=');
    return {
      ...run,
      ...(latency && { latency: asTrained ? identicalLatency(latency) : latency }),
    };
  });

/** A run of a recipe of LeNet-300-100 with the steps of a link. */
export function runWith(steps: string, figures: Partial<Run> = {}): Run {
  return {
    id: `#v=1&model=lenet-300-100${steps && `&steps=${steps}`}`,
    time: 1000,
    pinned: false,
    name: '',
    labels: '0123456789',
    answers: '0123456788',
    changed: 1,
    dense: 266_200,
    deflated: 100_000,
    smallest: { encoding: 'deflate', bytes: 100_000 },
    macs: 266_200,
    zeros: 0,
    sparsity: 0,
    ...figures,
  };
}
