import { tidy, type Tensor4D, tensor4d } from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { drawImages } from '../../src/tasks/digits/splits';
import { decodeFile, encodeFile, type FileContents } from '../../src/core/encode/file';
import { sizeLedger } from '../../src/core/encode/ledger';
import { smallestRow } from '../../src/core/encode/smallest-row';
import { Masters, type Steps } from '../../src/run/kernels/masters';
import { contentsOf, modelFileOf, type CodedTensor } from '../../src/formats/export';
import { foldModel } from '../../src/graph/passes/fold-batch-norm';
import { kernelName, layersOf } from '../../src/graph/topology';
import { Network } from '../../src/run/network';
import type { ModelFile } from '../../src/graph/model-file';
import { joinWeights, splitWeights, toFloat32 } from '../../src/graph/weight-file';
import { use } from '../backend';
import { readModel } from '../shipped';
import { bitsOf } from '../core/encode/quantized';

const IMAGES = 8;
/** Magic, version, checksum and the header's length. */
const START = 16;

beforeAll(() => use('cpu'));

/** A network, its kernels after steps, and its other weights by name. */
async function compress(file: ModelFile, steps: Steps) {
  const network = await Network.load(file);
  const originals = network.readKernels();
  const masters = new Masters(originals);
  const kernels: CodedTensor[] = masters.apply(steps).map(({ weights, coding }, i) => {
    const values = weights.dataSync<'float32'>().slice();
    network.writeKernel(i, weights);
    return { ...originals[i]!, values, coding };
  });
  masters.dispose();
  const isKernel = new Set(layersOf(file.topology)!.map(kernelName));
  const others = [...splitWeights(file.weightSpecs, file.weightData).values()]
    .filter(({ spec }) => !isKernel.has(spec.name))
    .map((weight) => ({
      name: weight.spec.name,
      shape: weight.spec.shape,
      values: toFloat32(weight),
    }));
  return { network, kernels, others };
}

function testImages(): Tensor4D {
  const { pixels } = drawImages('test', 0, IMAGES);
  return tensor4d(
    Float32Array.from(pixels, (ink) => ink / 255),
    [IMAGES, 28, 28, 1],
  );
}

function logitBits(network: Network): Uint32Array {
  const logits = tidy(() => network.logits(testImages()));
  const bits = bitsOf(logits.dataSync<'float32'>());
  logits.dispose();
  return bits;
}

const pruned = { kind: 'prune', method: 'magnitude', scope: 'global', sparsity: 0.9 } as const;
const clustered: Steps = {
  prune: pruned,
  cluster: { kind: 'cluster', clusters: 32, init: 'linear' },
};
const quantized: Steps = {
  quantize: { kind: 'quantize', bits: 4, granularity: 'channel', scheme: 'asymmetric' },
};

const headerBytes = (file: Uint8Array) =>
  START + new DataView(file.buffer, file.byteOffset).getUint32(12, true);

describe.each(['lenet-300-100', 'lenet-5', 'ds-cnn'])('%s', (id) => {
  test.each([
    ['pruned and clustered', clustered],
    ['quantized', quantized],
    ['in float16', { float16: { kind: 'float16' } }],
    ['as trained', {}],
  ] as [string, Steps][])(
    '%s: the file answers as the network does, to the bit, and is no longer than the ledger says',
    async (_, steps) => {
      const model = readModel(id);
      const { network, kernels, others } = await compress(model, steps);
      const file = await encodeFile(contentsOf(model.topology, kernels, others));

      const read = await Network.load(modelFileOf(await decodeFile(file)));
      expect(logitBits(read)).toEqual(logitBits(network));
      expect(read.readKernels().map(({ name, channels }) => ({ name, channels }))).toEqual(
        network.readKernels().map(({ name, channels }) => ({ name, channels })),
      );
      read.dispose();
      network.dispose();

      const rows = await sizeLedger({
        kernels: kernels.map(({ values: weights, ...kernel }) => ({ ...kernel, weights })),
        biases: others.map(({ values }) => values),
      });
      expect(file.length - headerBytes(file)).toBeLessThanOrEqual(smallestRow(rows).bytes);
    },
  );
});

test('LeNet-300-100 takes less than 400 bytes beside its weights', async () => {
  const model = readModel('lenet-300-100');
  const { network, kernels, others } = await compress(model, clustered);
  network.dispose();
  const file = await encodeFile(contentsOf(model.topology, kernels, others));
  expect(headerBytes(file)).toBeLessThan(400);
  expect(266_610 * 4).toBeGreaterThan(30 * file.length);
});

test('a kernel of no known layer is refused', () => {
  const { topology } = readModel('lenet-5');
  const kernel = { name: 'flatten', shape: [1, 1], values: new Float32Array(1), channels: 1 };
  expect(() => contentsOf(topology, [kernel], [])).toThrow(
    new RangeError(
      'flatten is no layer with a kernel; the layers are conv1, pool1, conv2, pool2, flatten, fc1, fc2.',
    ),
  );
});

describe('contents of anyone’s are refused before a model is built', () => {
  const layer = (class_name: string, config: object) => ({ class_name, config });
  const input = { batch_input_shape: [null, 28, 28, 1] };
  const contents = (...layers: object[]): FileContents => ({
    architecture: { class_name: 'Sequential', config: { name: 'm', layers } },
    kernels: [
      { name: 'd/kernel', shape: [28, 2], weights: new Float32Array(56), channels: 2 },
      { name: 'c/kernel', shape: [3, 3, 1, 2], weights: new Float32Array(18), channels: 2 },
    ],
    others: [],
  });

  test.each([
    [
      'a layer of more units than its kernel has',
      contents(layer('Dense', { name: 'd', units: 1e6, ...input, batch_input_shape: [null, 28] })),
      'd/kernel has the shape [28,2], expected [28,1000000].',
    ],
    [
      'a number that is text',
      contents(layer('Dense', { name: 'd', units: '2', batch_input_shape: [null, 28] })),
      'd/kernel has the shape [28,2], expected [28,"2"].',
    ],
    [
      'a window that the kernel has not',
      contents(layer('Conv2D', { name: 'c', filters: 2, kernel_size: [5, 5], ...input })),
      'c/kernel has the shape [3,3,1,2], expected [5,5,1,2].',
    ],
    [
      'an image without end',
      contents(layer('Flatten', { name: 'f', batch_input_shape: [null, 1e6, 1e6, 1] })),
      'f reads and gives 2000000000000 values, [1000000000000] given, expected at most 16777216.',
    ],
    [
      'strides of 0',
      contents(layer('Conv2D', { name: 'c', filters: 2, kernel_size: 3, strides: 0, ...input })),
      'c reads and gives Infinity values, [Infinity,Infinity,2] given, expected at most 16777216.',
    ],
    [
      'a kind of layer that is not known',
      contents(layer('Embedding', { name: 'e', input_dim: 1e9, ...input })),
      'The layers cannot be followed: The shape of what e gives is not known: it is a Embedding layer.',
    ],
    [
      'a layer without its weights',
      contents(layer('Dense', { name: 'x', units: 2, batch_input_shape: [null, 28] })),
      'The layers cannot be followed: The model calls for the weights x/kernel; its file has none of this name.',
    ],
    [
      'a model that is not sequential',
      { ...contents(), architecture: { class_name: 'Model', config: {} } },
      'The layers cannot be followed: MACs are counted layer by layer: the model must be sequential.',
    ],
  ])('%s', (_, contents, message) => {
    expect(() => modelFileOf(contents)).toThrow(new RangeError(message));
  });

  test.each<[string, object, string]>([
    ['no layers', { name: 'm' }, 'The model’s list of layers is undefined, expected a list.'],
    ['a number for layers', { layers: 7 }, 'The model’s list of layers is 7, expected a list.'],
    [
      'a layer that is null',
      { layers: [null] },
      'Layer 1 of the model is null, expected an object.',
    ],
    [
      'a layer without config',
      { layers: [layer('Flatten', { name: 'f', ...input }), { class_name: 'Dense' }] },
      'Layer 2 of the model: its config is undefined, expected an object.',
    ],
    [
      'a layer without name',
      { layers: [layer('Flatten', input)] },
      'Layer 1 of the model: its name is undefined, expected a string.',
    ],
    [
      'an input’s shape that is no list',
      { layers: [layer('Flatten', { name: 'f', batch_input_shape: 784 })] },
      'The shape of the input is 784, expected a list.',
    ],
    [
      'strides that are text',
      {
        layers: [
          layer('Conv2D', { name: 'c', filters: 2, kernel_size: 3, strides: 'two', ...input }),
        ],
      },
      'strides of c is "two", expected a number, or two.',
    ],
    [
      'three sides of a window',
      { layers: [layer('MaxPooling2D', { name: 'p', pool_size: [2, 2, 2], ...input })] },
      'pool_size of p is [2,2,2], expected two members.',
    ],
    [
      'padding without sides',
      { layers: [layer('ZeroPadding2D', { name: 'z', padding: [[], []], ...input })] },
      'padding of z is [], expected two members.',
    ],
  ])('%s is told, with what was expected', (_, config, message) => {
    const architecture = { class_name: 'Sequential', config };
    expect(() => modelFileOf({ ...contents(), architecture })).toThrow(
      new RangeError(`The layers cannot be followed: ${message}`),
    );
  });

  test('a bias that is not finite', () => {
    const read = {
      ...contents(layer('Dense', { name: 'd', units: 2, batch_input_shape: [null, 28] })),
      others: [{ name: 'd/bias', shape: [2], values: Float32Array.of(0, NaN) }],
    };
    expect(() => modelFileOf(read)).toThrow(
      new RangeError('1 of the 2 weights of d/bias are not finite.'),
    );
  });

  test('a value of any kind anywhere in the layers: none gives an error that names no fault', () => {
    const model = contents(
      layer('ZeroPadding2D', {
        name: 'z',
        padding: [
          [1, 1],
          [1, 1],
        ],
        ...input,
      }),
      layer('Conv2D', { name: 'c', filters: 2, kernel_size: [3, 3], strides: [1, 1] }),
      layer('BatchNormalization', { name: 'b', axis: [3] }),
      layer('MaxPooling2D', { name: 'p', pool_size: [2, 2] }),
      layer('DepthwiseConv2D', { name: 'w', kernel_size: 2, dilation_rate: [1, 1] }),
      layer('Flatten', { name: 'f' }),
      layer('Dense', { name: 'd', units: 2 }),
    );
    const places = placesIn(model.architecture);
    const values = fc.oneof(
      fc.constantFrom(
        null,
        true,
        0,
        -1,
        0.5,
        1e308,
        '',
        'same',
        [],
        {},
        [[]],
        [null, null],
        [{}, {}],
      ),
      fc.jsonValue({ maxDepth: 2 }),
      fc.constant(undefined),
    );
    let refused = 0;
    fc.assert(
      fc.property(fc.constantFrom(...places), values, (place, value) => {
        const architecture = replaced(model.architecture, place, value);
        for (const read of [
          () => modelFileOf({ ...model, architecture }),
          () => foldModel({ topology: architecture, ...joinWeights([]) }),
        ]) {
          try {
            read();
          } catch (error) {
            refused++;
            // What JavaScript itself throws where a value is of another kind than it is used as.
            expect(`${(error as Error).message}`).not.toMatch(
              /destructure|not iterable|is not a function|of undefined|of null|\bin' operator/,
            );
            expect((error as Error).name).not.toBe('TypeError');
          }
        }
      }),
      { numRuns: 1000 },
    );
    expect(refused).toBeGreaterThan(500);
  });

  test.each([{}, [], { class_name: 'Sequential', config: { layers: 7 } }])(
    'a topology that is %j',
    (architecture) => {
      expect(() => modelFileOf({ ...contents(), architecture })).toThrow(RangeError);
    },
  );

  test.each([null, 7, {}, { class_name: 'Dense' }, { class_name: 7, config: null }])(
    'a layer that is %j',
    (layer) => {
      expect(() => modelFileOf(contents(layer as object))).toThrow(RangeError);
    },
  );
});

type Place = readonly (string | number)[];

/** The way to every member of every list and object of a tree. */
function placesIn(tree: unknown, way: Place = []): Place[] {
  if (typeof tree !== 'object' || tree === null) return [way];
  return [way, ...Object.entries(tree).flatMap(([key, child]) => placesIn(child, [...way, key]))];
}

/** The tree with another value at a place; an object where the place is the tree itself. */
function replaced(tree: object, place: Place, value: unknown): object {
  const copy = structuredClone(tree);
  const last = place.at(-1);
  if (last === undefined) return {};
  let node = copy as Record<string | number, unknown>;
  for (const key of place.slice(0, -1)) node = node[key] as typeof node;
  node[last] = value;
  return copy;
}
