import type { Step } from '../recipe';
import type { LayerProbe, Probes } from './damage';
import {
  pruneAlone,
  quantizeAlone,
  someOf,
  type Grid,
  type Option,
  type SearchLayer,
} from './options';
import type { Ask } from './trials';

/** Every how many levels one is tried: what is between is reckoned. */
const EVERY = { sparsities: 3, bits: 2 };

/** Prunes and quantizes each layer alone, and asks how far the answers to some images move. */
export async function probeLayers(
  layers: readonly SearchLayer[],
  grid: Grid,
  images: number,
  ask: Ask,
): Promise<Probes[]> {
  const at = async (level: number, steps: readonly Step[]): Promise<LayerProbe> => {
    const { divergence } = await ask(steps, { images, sizes: false });
    return { level, damage: divergence };
  };
  const sparsities = someOf(
    grid.sparsities.filter((sparsity) => sparsity > 0),
    EVERY.sparsities,
  );
  const probes: Probes[] = [];
  for (const layer of layers) {
    const pruned: LayerProbe[] = [];
    for (const sparsity of sparsities) {
      pruned.push(await at(sparsity, pruneAlone(layer, sparsity)));
    }
    const quantized: Record<Option['granularity'], LayerProbe[]> = { tensor: [], channel: [] };
    for (const granularity of grid.granularities) {
      for (const bits of someOf(grid.bits, EVERY.bits)) {
        const steps = quantizeAlone(layers, layer, { bits, granularity });
        quantized[granularity].push(await at(bits, steps));
      }
    }
    probes.push({ pruned, quantized });
  }
  return probes;
}
