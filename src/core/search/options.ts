import type { Step } from '../recipe';
import type { Layers } from '../steps/layers';
import type { QuantizeStep } from '../steps/quantize';

/** What one layer may be given: a share of its weights pruned by magnitude, and codes for the rest. */
export interface Option {
  readonly sparsity: number;
  readonly bits: number;
  readonly granularity: QuantizeStep['granularity'];
}

/** A layer with a kernel, by the kernel's name. */
export interface SearchLayer {
  readonly name: string;
  /** Pruned only when it is named: see `PruneStep.layers`. */
  readonly depthwise: boolean;
}

/** The values that options are made of, each list in ascending order; sparsities begin with 0. */
export interface Grid {
  readonly sparsities: readonly number[];
  readonly bits: readonly number[];
  readonly granularities: readonly QuantizeStep['granularity'][];
}

/** Finer where a weight more or less is felt. */
export const GRID: Grid = {
  sparsities: [
    0, 0.1, 0.2, 0.3, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9, 0.95, 0.98,
  ],
  bits: [2, 3, 4, 5, 6, 8],
  granularities: ['tensor', 'channel'],
};

/** Every option of a grid. */
export function optionsOf({ sparsities, bits, granularities }: Grid): Option[] {
  return sparsities.flatMap((sparsity) =>
    bits.flatMap((bits) => granularities.map((granularity) => ({ sparsity, bits, granularity }))),
  );
}

/** Levels few enough to keep all of them. */
const FEW = 4;

/** One level out of so many, and both ends; all, where they are few. */
export function someOf(levels: readonly number[], every: number): number[] {
  if (levels.length <= FEW) return [...levels];
  return levels.filter((_, i) => i % every === 0 || i === levels.length - 1);
}

/** The steps that give each layer its own option; what most layers have is said once. */
export function layerSteps(layers: readonly SearchLayer[], options: readonly Option[]): Step[] {
  const pruned = [...layers.keys()].filter((i) => !layers[i]!.depthwise);
  const sparsity = mostCommon(pruned.map((i) => options[i]!.sparsity)) ?? 0;
  const codes = mostCommon(options.map(codesOf))!;
  const [bits, granularity] = codes.split(' ') as [string, Option['granularity']];
  const sparsities = own(layers, (layer, i) => {
    const usual = layer.depthwise ? 0 : sparsity;
    return options[i]!.sparsity === usual ? undefined : options[i]!.sparsity;
  });
  const quantized = own(layers, (_, i) => {
    const { bits, granularity } = options[i]!;
    if (codesOf(options[i]!) === codes) return undefined;
    return { bits, granularity, scheme: 'symmetric' as const };
  });
  return [
    ...pruneStep('layer', sparsity, sparsities),
    {
      kind: 'quantize',
      bits: Number(bits),
      granularity,
      scheme: 'symmetric',
      ...(quantized && { layers: quantized }),
    },
  ];
}

/** The steps that treat all layers alike, their weights ranked in each layer or over all of them. */
export function uniformSteps(option: Option, scope: 'layer' | 'global'): Step[] {
  const { sparsity, bits, granularity } = option;
  const quantize = { kind: 'quantize', bits, granularity, scheme: 'symmetric' } as const;
  return [...pruneStep(scope, sparsity), quantize];
}

/** What the layers have of uniform steps that rank weights in each layer: depthwise ones are spared. */
export function uniformOptions(layers: readonly SearchLayer[], option: Option): Option[] {
  return layers.map(({ depthwise }) => (depthwise ? { ...option, sparsity: 0 } : option));
}

/** The steps that prune one layer alone, and nothing else. */
export function pruneAlone(layer: SearchLayer, sparsity: number): Step[] {
  return pruneStep('layer', 0, { [layer.name]: sparsity });
}

/** The steps that quantize one layer alone. */
export function quantizeAlone(
  layers: readonly SearchLayer[],
  layer: SearchLayer,
  { bits, granularity }: Omit<Option, 'sparsity'>,
): Step[] {
  const others = own(layers, ({ name }) => (name === layer.name ? undefined : 'float32'));
  return [
    {
      kind: 'quantize',
      bits,
      granularity,
      scheme: 'symmetric',
      ...(others && { layers: others }),
    },
  ];
}

function pruneStep(scope: 'layer' | 'global', sparsity: number, layers?: Layers<number>): Step[] {
  if (sparsity === 0 && !layers) return [];
  return [{ kind: 'prune', method: 'magnitude', scope, sparsity, ...(layers && { layers }) }];
}

/** What stands for an option's codes: options of the same codes have the same. */
export function codesOf({ bits, granularity }: Omit<Option, 'sparsity'>): string {
  return `${bits} ${granularity}`;
}

/** What some layers have of their own, or undefined where none has. */
function own<V>(
  layers: readonly SearchLayer[],
  valueOf: (layer: SearchLayer, index: number) => V | undefined,
): Layers<V> | undefined {
  const values = layers.flatMap((layer, i) => {
    const value = valueOf(layer, i);
    return value === undefined ? [] : [[layer.name, value] as const];
  });
  return values.length > 0 ? Object.fromEntries(values) : undefined;
}

/** The first of those that are there most often. */
function mostCommon<V>(values: readonly V[]): V | undefined {
  const counts = new Map<V, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return values.find((value) => counts.get(value) === most);
}
