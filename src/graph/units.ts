import { HOMOGENEOUS, layersOf, normalizesLast, ranksOf, type LayerConfig } from './topology';

/** A hidden layer whose filters or neurons can be removed, and all that reads them. */
export interface UnitGroup {
  readonly producer: LayerConfig;
  /** Depthwise layers and batch norms in between, which have weights for the producer's channels. */
  readonly followers: readonly LayerConfig[];
  /** The convolution or dense layer that reads what comes out. */
  readonly reader: LayerConfig;
}

/** Kinds of layers that make each of their channels out of all that they read. */
const PRODUCERS: ReadonlySet<string> = new Set(['Conv2D', 'Dense']);

/** Kinds of layers with weights that keep channels apart. */
const FOLLOWERS: ReadonlySet<string> = new Set(['DepthwiseConv2D', 'BatchNormalization']);

/** Kinds of layers without weights that keep channels apart, besides the homogeneous ones. */
const ELEMENTWISE: ReadonlySet<string> = new Set(['Activation', 'ELU', 'LeakyReLU', 'ReLU']);

/** Activations that mix channels; all others that TensorFlow.js knows take each number by itself. */
const MIXING: ReadonlySet<unknown> = new Set(['softmax', 'logSoftmax', 'log_softmax']);

/**
 * The layers whose units another layer reads, in order, each with what lies in between. Those whose
 * units the model answers with are not among them, nor are depthwise layers.
 *
 * @throws RangeError where the model is not sequential, and for the first layer between units and
 *   their reader through which channels can't be followed, by name.
 */
export function unitGroupsOf(topology: object): UnitGroup[] {
  const layers = layersOf(topology);
  if (!layers) {
    const { class_name } = topology as { class_name?: string };
    throw new RangeError(
      `Filters and neurons are removed where layers are in a row, in a Sequential model; got ${class_name}.`,
    );
  }
  const groups: UnitGroup[] = [];
  let [producer, followers]: [LayerConfig?, LayerConfig[]?] = [];
  const ranks = ranksOf(layers);
  const last = layers.findLastIndex(({ class_name }) => PRODUCERS.has(class_name));
  for (const [i, layer] of layers.slice(0, last + 1).entries()) {
    const produces = PRODUCERS.has(layer.class_name);
    if (producer || produces) requireFollowed(layer, ranks[i], i === last);
    if (produces) {
      if (producer) groups.push({ producer, followers: followers!, reader: layer });
      [producer, followers] = [layer, []];
    } else if (FOLLOWERS.has(layer.class_name)) followers?.push(layer);
  }
  return groups;
}

function requireFollowed(layer: LayerConfig, rank: number | undefined, isLast: boolean): void {
  const why = obstacleIn(layer, rank, isLast);
  if (!why) return;
  const { name } = layer.config;
  throw new RangeError(
    `Filters and neurons can't be followed through the layer ${name}: ${why}. Nothing was removed.`,
  );
}

/** What keeps channels from being told apart in this layer, or undefined. */
function obstacleIn(
  layer: LayerConfig,
  rank: number | undefined,
  isLast: boolean,
): string | undefined {
  const { class_name, config } = layer;
  const known = [PRODUCERS, FOLLOWERS, ELEMENTWISE, HOMOGENEOUS].some((set) => set.has(class_name));
  if (!known) return `${class_name} is not known to keep them apart`;
  if (config.data_format === 'channels_first') return 'its channels come first';
  if (Number(config.groups ?? 1) !== 1) return `it has ${config.groups} groups of filters`;
  if (class_name === 'BatchNormalization' && !normalizesLast(layer, rank)) {
    return `it normalizes axis ${String(config.axis)} instead of the channels`;
  }
  return MIXING.has(config.activation) && !isLast ? `${config.activation} mixes them` : undefined;
}
