import { expect, test } from 'vitest';
import { chainsOf } from '../../src/graph/chain';
import { readModel } from '../shipped';

type Config = Record<string, unknown>;

/** A layer as a file describes it: its kind, which is its name too, or a name of its own. */
const layer = (class_name: string, config: Config = {}) => ({
  class_name,
  config: { name: class_name, ...config },
});
const conv = (name: string, config: Config = {}) => layer('Conv2D', { name, ...config });
const fc = (name: string, config: Config = {}) => layer('Dense', { name, ...config });

/** The chains of layers in a row, by name, and their ends. */
function chains(...layers: object[]) {
  const found = chainsOf({ class_name: 'Sequential', config: { name: 'net', layers } });
  return { ...found, chains: found.chains.map((chain) => chain.map(({ name }) => name)) };
}

test('all kernels of the shipped networks are in one chain', () => {
  const names = (id: string) =>
    chainsOf(readModel(id).topology).chains.map((chain) => chain.map(({ name }) => name));
  expect(names('lenet-300-100')).toEqual([['fc1', 'fc2', 'fc3']]);
  expect(names('lenet-5')).toEqual([['conv1', 'conv2', 'fc1', 'fc2']]);
});

test('a kernel is known by the names of its weights', () => {
  const topology = {
    class_name: 'Sequential',
    config: [layer('DepthwiseConv2D', { name: 'dw', use_bias: false }), conv('pw')],
  };
  expect(chainsOf(topology).chains).toEqual([
    [
      { name: 'dw', kind: 'DepthwiseConv2D', kernel: 'dw/depthwise_kernel' },
      { name: 'pw', kind: 'Conv2D', kernel: 'pw/kernel', bias: 'pw/bias' },
    ],
  ]);
});

test.each([
  [layer('ReLU', { max_value: null })],
  [layer('Activation', { activation: 'relu' })],
  [layer('Activation', { activation: 'linear' })],
  [layer('MaxPooling2D', { data_format: 'channels_last' })],
  [layer('AveragePooling2D')],
  [layer('GlobalAveragePooling2D')],
  [layer('GlobalMaxPooling2D')],
  [layer('Flatten')],
  [layer('ZeroPadding2D')],
  [layer('Dropout')],
])('$class_name is no obstacle', (between) => {
  expect(chains(conv('a'), between, between, conv('b'))).toEqual({
    chains: [['a', 'b']],
    ends: [],
  });
});

test.each([
  [layer('BatchNormalization'), 'batch norm that is not folded'],
  [layer('ReLU', { max_value: 6 }), 'ReLU capped at 6'],
  [layer('Activation', { activation: 'tanh' }), 'tanh'],
  [layer('Softmax'), 'Softmax'],
  [layer('LayerNormalization'), 'LayerNormalization'],
  [layer('Flatten', { data_format: 'channels_first' }), 'channels first'],
])('$0.class_name ends a chain, and the next kernel begins another', (between, why) => {
  expect(chains(conv('a'), conv('b'), between, layer('Softplus'), fc('c'), fc('d'))).toEqual({
    chains: [
      ['a', 'b'],
      ['c', 'd'],
    ],
    ends: [{ layer: between.config.name, why }],
  });
});

test('a fused activation ends a chain after its own kernel', () => {
  const sigmoid = { activation: 'sigmoid' };
  expect(chains(fc('a', { activation: 'relu' }), fc('b', sigmoid), fc('c'), fc('d'))).toEqual({
    chains: [
      ['a', 'b'],
      ['c', 'd'],
    ],
    ends: [{ layer: 'b', why: 'sigmoid' }],
  });
});

test('what stands before the first kernel or after the last is no end', () => {
  const { ends } = chains(
    layer('BatchNormalization'),
    conv('a'),
    fc('b', { activation: 'softmax' }),
    layer('Softmax'),
  );
  expect(ends).toEqual([]);
});

test('a kernel between two obstacles is in no chain', () => {
  const tanh = layer('Activation', { activation: 'tanh' });
  expect(chains(conv('a'), tanh, conv('b'), tanh, conv('c')).chains).toEqual([]);
});

test('a model whose layers are not in a row has no chain, and says so', () => {
  expect(chainsOf({ class_name: 'Model', config: { name: 'net', layers: [] } })).toEqual({
    chains: [],
    ends: [{ layer: 'model', why: 'not sequential' }],
  });
});
