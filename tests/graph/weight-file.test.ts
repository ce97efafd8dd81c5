import * as tf from '@tensorflow/tfjs';
import { expect, test } from 'vitest';
import { toFloat16 } from '../../src/core/quantize/float16';
import { fromFloat32, joinWeights, splitWeights, toFloat32 } from '../../src/graph/weight-file';

type Spec = tf.io.WeightsManifestEntry;

const HALVES: Spec = {
  name: 'halves',
  shape: [3],
  dtype: 'float32',
  quantization: { dtype: 'float16' },
};
const FLOATS: Spec = { name: 'floats', shape: [2, 1], dtype: 'float32' };
const BYTES: Spec = {
  name: 'bytes',
  shape: [4],
  dtype: 'float32',
  quantization: { dtype: 'uint8', min: -1, scale: 0.5 },
};
const SPECS = [HALVES, FLOATS, BYTES];

/** Three float16, two float32 that begin at byte 6, four bytes. */
function data(): ArrayBuffer {
  return Uint8Array.of(
    ...new Uint8Array(toFloat16([0.5, -2, 1024]).buffer),
    ...new Uint8Array(Float32Array.of(0.1, -3e-30).buffer),
    ...[0, 1, 2, 255],
  ).buffer;
}

test('reads float16 and float32 side by side as tfjs does', () => {
  const weights = splitWeights(SPECS, data());
  const stock = tf.io.decodeWeights(data(), SPECS);
  for (const name of ['halves', 'floats']) {
    expect(toFloat32(weights.get(name)!)).toEqual(stock[name]!.dataSync());
  }
  tf.dispose(stock);
});

test('joins what it split into the same file', () => {
  const joined = joinWeights(splitWeights(SPECS, data()).values());
  expect(joined.weightSpecs).toEqual(SPECS);
  expect(joined.weightData).toEqual(data());
});

test('float32 values come back as they were, and stock tfjs reads them', () => {
  const values = Float32Array.of(Math.PI, -1e-40, 3e38);
  const stored = fromFloat32('w', [3], values.subarray(1));
  expect(toFloat32(stored)).toEqual(values.subarray(1));
  const { weightSpecs, weightData } = joinWeights([fromFloat32('w', [3], values)]);
  const stock = tf.io.decodeWeights(weightData, weightSpecs);
  expect(stock['w']!.dataSync()).toEqual(values);
  tf.dispose(stock);
});

test('refuses data of another length than the specs add up to, with both', () => {
  expect(() => splitWeights(SPECS, data().slice(1))).toThrow(/17 bytes .* manifest says 18/);
  expect(() => splitWeights(SPECS, new ArrayBuffer(19))).toThrow(/19 bytes .* manifest says 18/);
});

test('refuses a type whose length is not known', () => {
  expect(() => splitWeights([{ name: 's', shape: [1], dtype: 'string' }], data())).toThrow(
    /s is stored as string; only float32, .* are known/,
  );
});

test('refuses to read values of another type, and names it', () => {
  const weights = splitWeights(SPECS, data());
  expect(() => toFloat32(weights.get('bytes')!)).toThrow(/bytes is stored as uint8/);
});
