import { codesOf, layerSteps, someOf, type Grid, type Option, type SearchLayer } from './options';
import type { Ask } from './trials';

/** Every how many levels of sparsity one is counted. */
const EVERY = 4;

/**
 * Deflated bytes by which choices are made; what is found is counted itself. A kernel is deflated
 * alone, so the bytes of layers add up.
 */
export class Sizes {
  private constructor(
    private readonly sparsities: readonly number[],
    /** Of each layer, by codes, at those sparsities. */
    private readonly counted: readonly ReadonlyMap<string, readonly number[]>[],
    /** What every network has beside its kernels. */
    readonly rest: number,
  ) {}

  /** Counts the bytes at some sparsities, all layers having the same option at a time. */
  static async count(layers: readonly SearchLayer[], grid: Grid, ask: Ask): Promise<Sizes> {
    const sparsities = someOf(grid.sparsities, EVERY);
    const counted = layers.map(() => new Map<string, number[]>());
    let rest = 0;
    for (const bits of grid.bits) {
      for (const granularity of grid.granularities) {
        const key = codesOf({ bits, granularity });
        for (const own of counted) own.set(key, []);
        for (const sparsity of sparsities) {
          const options = layers.map(() => ({ sparsity, bits, granularity }));
          const steps = layerSteps(layers, options);
          const { bytes, kernelBytes } = await ask(steps, { images: 0, sizes: true });
          kernelBytes!.forEach((own, layer) => counted[layer]!.get(key)!.push(own));
          rest = bytes! - kernelBytes!.reduce((sum, own) => sum + own, 0);
        }
      }
    }
    return new Sizes(sparsities, counted, rest);
  }

  /** Bytes of one layer's kernel: counted, or on the straight line between two that are. */
  of(layer: number, option: Option): number {
    const { sparsities } = this;
    const bytes = this.counted[layer]!.get(codesOf(option))!;
    const next = Math.max(
      1,
      sparsities.findIndex((sparsity) => sparsity >= option.sparsity),
    );
    if (sparsities.length === 1) return bytes[0]!;
    const [left, right] = [sparsities[next - 1]!, sparsities[next]!];
    const share = (option.sparsity - left) / (right - left);
    return bytes[next - 1]! + share * (bytes[next]! - bytes[next - 1]!);
  }

  /** Bytes of a network of these options. */
  sum(options: readonly Option[]): number {
    return options.reduce((sum, option, layer) => sum + this.of(layer, option), this.rest);
  }
}
