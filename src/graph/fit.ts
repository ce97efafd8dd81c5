import { costsOf, inputShape, pairOf, type LayerCost } from './macs';
import type { ModelFile } from './model-file';
import { kernelName, layersOf, type LayerConfig } from './topology';

type Shape = readonly number[];

/** The most values that go into and out of one layer, for one image. */
const MAX_ACTIVATIONS = 2 ** 24;

/** The shape of the kernel from that of the layer's input, by the kind of layer. */
const KERNEL_SHAPES: Readonly<
  Record<string, (input: Shape, config: LayerConfig['config']) => unknown[]>
> = {
  Conv2D: (input, config) => [...pairOf(config, 'kernel_size'), input.at(-1), config.filters],
  DepthwiseConv2D: (input, config) => [
    ...pairOf(config, 'kernel_size'),
    input.at(-1),
    config.depth_multiplier ?? 1,
  ],
  Dense: (input, { units }) => [input.at(-1), units],
};

/**
 * Checks that the layers of a model file that may be anyone's are known ones in a row, have kernels
 * of the very shapes that the file has, and give outputs of bounded size: so that building the
 * model takes no more memory than its file lets expect.
 *
 * @throws RangeError for the first layer that is not such, and for a topology that is none.
 */
export function checkFit(file: ModelFile): void {
  const shapes = new Map(file.weightSpecs.map(({ name, shape }) => [name, shape]));
  for (const { name, activations, layer, input, outputShape } of follow(file)) {
    const isWhole = outputShape.every((side) => Number.isInteger(side) && side > 0);
    if (!isWhole || !(activations <= MAX_ACTIVATIONS)) {
      throw new RangeError(
        `${name} reads and gives ${activations} values, [${outputShape}] given, ` +
          `expected at most ${MAX_ACTIVATIONS}.`,
      );
    }
    const kernel = kernelName(layer);
    if (kernel !== undefined) {
      const expected = KERNEL_SHAPES[layer.class_name]!(input, layer.config);
      const shape = shapes.get(kernel)!;
      if (shape.length !== expected.length || shape.some((side, i) => side !== expected[i])) {
        const [got, wanted] = [shape, expected].map((sides) => JSON.stringify(sides));
        throw new RangeError(`${kernel} has the shape ${got}, expected ${wanted}.`);
      }
    }
  }
}

/** Each layer with what it costs, and the shape of what it reads. */
function follow(file: ModelFile): (LayerCost & { layer: LayerConfig; input: Shape })[] {
  try {
    const costs = costsOf(file);
    const layers = layersOf(file.topology)!;
    return costs.map((cost, i) => ({
      ...cost,
      layer: layers[i]!,
      input: costs[i - 1]?.outputShape ?? inputShape(layers),
    }));
  } catch (cause) {
    throw new RangeError(`The layers cannot be followed: ${(cause as Error).message}`, { cause });
  }
}
