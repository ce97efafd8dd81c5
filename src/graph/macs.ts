import type { LayerWork } from '../core/metrics/roofline';
import { listOf, refuse } from '../core/refuse';
import type { ModelFile } from './model-file';
import { kernelName, layersOf, type LayerConfig } from './topology';
import { layerOf } from './weight-file';

/**
 * What one layer costs, for one image. Multiply-accumulates are the multiplications of an input with
 * a weight of the kernel: batch norm, biases and pools have none.
 */
export interface LayerCost extends LayerWork {
  /** Its class in the Layers format: `Conv2D`, `MaxPooling2D`. */
  readonly kind: string;
  /** Weights, biases and the variables of batch norm, its moving moments included. */
  readonly parameters: number;
  /** Of the layer's output, without the batch: [height, width, channels] or [units]. */
  readonly outputShape: readonly number[];
}

type Shape = readonly number[];
type Config = LayerConfig['config'];

/** The output's shape from the input's and the layer's settings, by the kind of layer. */
const OUTPUTS: Readonly<Record<string, (input: Shape, config: Config) => number[]>> = {
  Conv2D: (input, config) => [
    ...slide(input, config, pairOf(config, 'kernel_size'), pairOf(config, 'strides', 1)),
    Number(config.filters),
  ],
  // The layer of tfjs 4.22 passes no dilation on, whatever its settings say.
  DepthwiseConv2D: (input, config) => [
    ...slide(
      input,
      { ...config, dilation_rate: 1 },
      pairOf(config, 'kernel_size'),
      pairOf(config, 'strides', 1),
    ),
    input.at(-1)! * Number(config.depth_multiplier ?? 1),
  ],
  MaxPooling2D: pool,
  AveragePooling2D: pool,
  ZeroPadding2D: ([height, width, channels], config) => {
    const { name, padding } = config;
    // One number for all sides, one each for height and width, or two: before and after.
    const [rows, columns] = Array.isArray(padding)
      ? twoOf(padding, `padding of ${name}`).map((each) => {
          const [before, after] = pair(each, `padding of ${name}`);
          return before! + after!;
        })
      : pairOf(config, 'padding', 1).map((each) => 2 * each);
    return [height! + rows!, width! + columns!, channels!];
  },
  Dense: (input, { units }) => [...input.slice(0, -1), Number(units)],
  Flatten: (input) => [product(input)],
  GlobalMaxPooling2D: (input) => [input.at(-1)!],
  GlobalAveragePooling2D: (input) => [input.at(-1)!],
};

/** Layers whose output has the shape of their input. */
const SHAPE_KEEPING: ReadonlySet<string> = new Set([
  'InputLayer',
  'Activation',
  'BatchNormalization',
  'Dropout',
  'ELU',
  'LeakyReLU',
  'ReLU',
  'Softmax',
]);

/**
 * Counts the multiplications and the parameters of every layer of a sequential model, by following
 * the shape of one image through its layers.
 *
 * @throws RangeError for a model that is not sequential or whose input's shape is not fixed, and for
 *   the first layer whose output's shape is not known, by name; Error for missing weights.
 */
export function costsOf({ topology, weightSpecs }: ModelFile): LayerCost[] {
  const layers = layersOf(topology);
  if (!layers)
    throw new RangeError('MACs are counted layer by layer: the model must be sequential.');
  const sizes = new Map(weightSpecs.map(({ name, shape }) => [name, product(shape)]));
  let shape = inputShape(layers);
  return layers.map((layer) => {
    const { name } = layer.config;
    const input = product(shape);
    shape = outputShape(shape, layer);
    const kernel = kernelName(layer);
    if (kernel !== undefined && !sizes.has(kernel)) {
      throw new Error(`The model calls for the weights ${kernel}; its file has none of this name.`);
    }
    const weights = kernel === undefined ? 0 : sizes.get(kernel)!;
    const positions = product(shape.slice(0, -1));
    return {
      name,
      kind: layer.class_name,
      // A weight is used once at each position of the output: sliding, or depthwise, or dense.
      macs: positions * weights,
      weights,
      activations: input + product(shape),
      parameters: [...sizes].reduce((sum, [of, n]) => sum + (layerOf(of) === name ? n : 0), 0),
      outputShape: shape,
    };
  });
}

/** The shape of one image: [height, width, channels], or what else the first layer reads. */
export function inputShape(layers: readonly LayerConfig[]): Shape {
  const given = layers[0]?.config.batch_input_shape ?? [];
  const [, ...shape] = listOf(given, 'The shape of the input') as (number | null)[];
  if (shape.length === 0 || !shape.every((side): side is number => side !== null)) {
    const sides = shape.map((side) => side ?? '?').join(', ');
    throw new RangeError(`MACs need the shape of one input; the model says [${sides}].`);
  }
  return shape;
}

function outputShape(input: Shape, { class_name, config }: LayerConfig): Shape {
  if (config.data_format === 'channels_first') {
    throw new RangeError(`Channels must come last; those of ${config.name} come first.`);
  }
  if (SHAPE_KEEPING.has(class_name)) return input;
  if (!Object.hasOwn(OUTPUTS, class_name)) {
    throw new RangeError(
      `The shape of what ${config.name} gives is not known: it is a ${class_name} layer.`,
    );
  }
  return OUTPUTS[class_name]!(input, config);
}

function pool(input: Shape, config: Config): number[] {
  const size = pairOf(config, 'pool_size', 2);
  const strides = config.strides == null ? size : pairOf(config, 'strides');
  return [...slide(input, config, size, strides), input.at(-1)!];
}

/** Height and width after a window has slid over them. */
function slide(
  input: Shape,
  config: Config,
  window: readonly number[],
  strides: readonly number[],
): number[] {
  const dilations = pairOf(config, 'dilation_rate', 1);
  return window.map((side, axis) => {
    const reach = config.padding === 'same' ? 1 : (side - 1) * dilations[axis]! + 1;
    return Math.floor((input[axis]! - reach) / strides[axis]!) + 1;
  });
}

/**
 * A layer's setting for height and width, which may be one number for both.
 *
 * @param otherwise where the setting is left out or null.
 * @throws RangeError for what is neither a number nor two of them.
 */
export function pairOf(config: Config, setting: string, otherwise?: number): number[] {
  return pair(config[setting] ?? otherwise, `${setting} of ${config.name}`);
}

function pair(value: unknown, what: string): number[] {
  const sides = Array.isArray(value) ? twoOf(value, what) : [value, value];
  if (sides.every((side): side is number => typeof side === 'number')) return [...sides];
  return refuse(what, value, 'a number, or two');
}

function twoOf(value: readonly unknown[], what: string): readonly unknown[] {
  return value.length === 2 ? value : refuse(what, value, 'two members');
}

function product(factors: Shape): number {
  return factors.reduce((result, factor) => result * factor, 1);
}
