import { expect, test } from 'vitest';
import { sizeLedger } from '../../../src/core/encode/ledger';
import { divergence } from '../../../src/core/metrics/divergence';
import { pruneMasks } from '../../../src/core/prune/prune-masks';
import { codeWeights } from '../../../src/core/quantize/code-weights';
import type { Coding } from '../../../src/core/quantize/coding';
import { stepOfLayer } from '../../../src/core/quantize/step-of-layer';
import { Random } from '../../../src/core/random';
import { stepOf, type Step } from '../../../src/core/recipe';
import { compare, keeps, type Aim } from '../../../src/core/search/aim';
import type { GuideFigures } from '../../../src/core/search/guide';
import { optionsOf, type Grid } from '../../../src/core/search/options';
import { search } from '../../../src/core/search/search';
import type { PruneStep, UnstructuredMethod } from '../../../src/core/steps/prune';
import type { WeightTensor } from '../../../src/core/tensor';

const WIDTHS = [16, 24, 16, 5];
const GRID: Grid = { sparsities: [0, 0.3, 0.6], bits: [2, 4, 8], granularities: ['channel'] };
const OPTIONS = optionsOf(GRID);
const IMAGES = 200;
const CLASSES = WIDTHS.at(-1)!;

/** A small network of three dense layers, whose own answers are the right ones. */
class Small {
  readonly layers: readonly WeightTensor[];
  private readonly inputs: readonly Float64Array[];
  private readonly before: readonly number[];

  constructor(seed: number) {
    const random = new Random('small', seed);
    const normals = (length: number) => Float32Array.from({ length }, () => random.normal());
    this.layers = WIDTHS.slice(1).map((channels, i) => ({
      name: `fc${i + 1}`,
      shape: [WIDTHS[i]!, channels],
      values: normals(WIDTHS[i]! * channels),
      channels,
    }));
    this.inputs = Array.from({ length: IMAGES }, () => Float64Array.from(normals(WIDTHS[0]!)));
    this.before = this.answers(this.layers.map(({ values }) => values));
  }

  /** Really pruned, coded, deflated and answered. */
  async figures(steps: readonly Step[]): Promise<GuideFigures & { bytes: number }> {
    const recipe = { model: '', steps };
    const prune = stepOf(recipe, 'prune') as PruneStep<UnstructuredMethod> | undefined;
    const quantize = stepOf(recipe, 'quantize');
    const masks = prune ? pruneMasks(this.layers, prune) : [];
    const kernels = this.layers.map((layer, i): { weights: Float32Array; coding?: Coding } => {
      const own = quantize && stepOfLayer(quantize, layer.name);
      const mask = masks[i];
      if (own) return codeWeights(layer, own, { mask });
      return { weights: layer.values.map((value, k) => (mask?.[k] === 0 ? 0 : value)) };
    });
    const network = {
      kernels: kernels.map((kernel, i) => ({ ...kernel, channels: WIDTHS[i + 1]! })),
      biases: [],
    };
    const [row] = await sizeLedger(network, undefined, ['deflate']);
    const after = this.answers(kernels.map(({ weights }) => weights));
    return {
      ...this.compare(after),
      bytes: row!.bytes,
      kernelBytes: row!.kernels.map((parts) => Object.values(parts).reduce((a, b) => a + b, 0)),
    };
  }

  /** Logits of all images. */
  private answers(weights: readonly Float32Array[]): number[] {
    const last = weights.length - 1;
    const flow = weights.reduce(
      (flow, kernel, i) => this.apply(flow, kernel, i < last),
      this.inputs,
    );
    return flow.flatMap((row) => Array.from(row));
  }

  private apply(
    inputs: readonly Float64Array[],
    kernel: Float32Array,
    rectified: boolean,
  ): readonly Float64Array[] {
    return inputs.map((input) => {
      const channels = kernel.length / input.length;
      const output = new Float64Array(channels);
      for (let from = 0, k = 0; from < input.length; from++) {
        for (let to = 0; to < channels; to++, k++) output[to]! += input[from]! * kernel[k]!;
      }
      return rectified ? output.map((value) => Math.max(0, value)) : output;
    });
  }

  /** The figures of every combination of options: each kernel coded and deflated once. */
  async everything(): Promise<GuideFigures[]> {
    const coded = await Promise.all(
      this.layers.map((layer) =>
        Promise.all(
          OPTIONS.map(async (option) => {
            const [mask] = pruneMasks([layer], pruning(option.sparsity));
            const step = { kind: 'quantize', scheme: 'symmetric', ...option } as const;
            const kernel = { ...codeWeights(layer, step, { mask }), channels: layer.channels };
            const [row] = await sizeLedger({ kernels: [kernel], biases: [] }, undefined, [
              'deflate',
            ]);
            return { weights: kernel.weights, bytes: row!.bytes };
          }),
        ),
      ),
    );
    const [first, second, third] = coded;
    return first!.flatMap((a) => {
      const afterFirst = this.apply(this.inputs, a.weights, true);
      return second!.flatMap((b) => {
        const afterSecond = this.apply(afterFirst, b.weights, true);
        return third!.map((c) => {
          const after = this.apply(afterSecond, c.weights, false).flatMap((row) => [...row]);
          return { ...this.compare(after), bytes: a.bytes + b.bytes + c.bytes };
        });
      });
    });
  }

  private compare(after: readonly number[]): GuideFigures {
    let lost = 0;
    for (let i = 0; i < after.length; i += CLASSES) {
      const [right, now] = [this.before, after].map((all) => largest(all.slice(i, i + CLASSES)));
      if (now !== right) lost++;
    }
    return {
      images: IMAGES,
      lost,
      divergence: divergence(this.before, after, CLASSES) / IMAGES,
    };
  }
}

function pruning(sparsity: number): PruneStep<UnstructuredMethod> {
  return { kind: 'prune', method: 'magnitude', scope: 'layer', sparsity };
}

function largest(values: readonly number[]): number {
  return values.indexOf(Math.max(...values));
}

const AIMS: readonly Aim[] = [
  { kind: 'loss', points: 5 },
  { kind: 'loss', points: 15 },
  { kind: 'size', bytes: 700 },
];

test.each(AIMS)(
  'the search finds what trying all 729 combinations finds, on a real small network: %o',
  async (aim) => {
    const small = new Small(1);
    const layers = small.layers.map(({ name }) => ({ name, depthwise: false }));
    const every = (await small.everything()).map((each) => ({ ...each, bytes: each.bytes! }));
    const [best] = every.filter((each) => keeps(aim, each)).sort((a, b) => compare(aim, a, b));
    let tried = 0;
    const { found } = await search(
      { layers, grid: GRID, aim, images: IMAGES, probeImages: IMAGES, seconds: 1 },
      {
        ask: (steps) => small.figures(steps),
        judge: (steps) => small.figures(steps),
        clock: () => 0,
        tell: (progress) => (tried = progress.tried),
      },
    );
    const { bytes, lost } = best!;
    expect(found).toMatchObject({ bytes, lost });
    expect(tried).toBeLessThan(every.length / 6);
  },
);
