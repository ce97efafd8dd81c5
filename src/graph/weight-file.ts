import { fromFloat16 } from '../core/quantize/float16';
import type { WeightSpec } from './model-file';

/** A weight tensor as a model file holds it. */
export interface StoredWeight {
  readonly spec: WeightSpec;
  readonly bytes: Uint8Array;
}

/** Bytes a value, by the type in which values are stored. */
const BYTES: Readonly<Record<string, number>> = {
  float32: 4,
  int32: 4,
  float16: 2,
  uint16: 2,
  uint8: 1,
  bool: 1,
};

/**
 * The weights of a model file by name, in the file's order; their bytes are views of `data`.
 *
 * @throws RangeError for a type whose length is not known, and where `data` has not the length that
 *   its specs add up to.
 */
export function splitWeights(
  specs: readonly WeightSpec[],
  data: ArrayBuffer,
): Map<string, StoredWeight> {
  const weights = new Map<string, StoredWeight>();
  let start = 0;
  for (const spec of specs) {
    const length = sizeOf(spec) * bytesOf(spec);
    if (start + length <= data.byteLength) {
      weights.set(spec.name, { spec, bytes: new Uint8Array(data, start, length) });
    }
    start += length;
  }
  if (start !== data.byteLength) {
    throw new RangeError(
      `The weights have ${data.byteLength} bytes where the model's manifest says ${start}`,
    );
  }
  return weights;
}

/**
 * The weight of this name.
 * @throws Error where there is none.
 */
export function weightOf(name: string, weights: ReadonlyMap<string, StoredWeight>): StoredWeight {
  const weight = weights.get(name);
  if (!weight) {
    throw new Error(
      `The model calls for the weights ${name}; its file has ${[...weights.keys()].join(', ')}`,
    );
  }
  return weight;
}

/** The layer of a weight: its name up to the last slash, for layers' names may hold some. */
export function layerOf(weight: string): string {
  return weight.slice(0, weight.lastIndexOf('/'));
}

/** What a weight has at these indices along one axis (−1 is the last), in the order given. */
export function keepAlong(
  { spec, bytes }: StoredWeight,
  axis: number,
  indices: readonly number[],
): StoredWeight {
  const at = axis < 0 ? spec.shape.length + axis : axis;
  const length = spec.shape[at]!;
  const shape = spec.shape.map((side, i) => (i === at ? indices.length : side));
  // What lies together in memory at one index.
  const block = spec.shape.slice(at + 1).reduce((size, side) => size * side, bytesOf(spec));
  const kept = new Uint8Array((bytes.length / length) * indices.length);
  let end = 0;
  for (let start = 0; start < bytes.length; start += length * block) {
    for (const index of indices) {
      const from = start + index * block;
      kept.set(bytes.subarray(from, from + block), end);
      end += block;
    }
  }
  return { spec: { ...spec, shape }, bytes: kept };
}

/** The weights in one piece, in the order given. */
export function joinWeights(weights: Iterable<StoredWeight>): {
  weightSpecs: WeightSpec[];
  weightData: ArrayBuffer;
} {
  const parts = [...weights];
  const data = new Uint8Array(parts.reduce((sum, { bytes }) => sum + bytes.length, 0));
  let start = 0;
  for (const { bytes } of parts) {
    data.set(bytes, start);
    start += bytes.length;
  }
  return { weightSpecs: parts.map(({ spec }) => spec), weightData: data.buffer };
}

/**
 * The values of a weight stored as float32 or float16.
 * @throws RangeError for any other type.
 */
export function toFloat32({ spec, bytes }: StoredWeight): Float32Array {
  const type = storedType(spec);
  // Copied, since a view of 2-byte words must begin at an even byte.
  if (type === 'float16') return fromFloat16(new Uint16Array(bytes.slice().buffer));
  // A copy, since the bytes may begin anywhere and float32 values must begin at a multiple of 4.
  if (type === 'float32') return new Float32Array(bytes.slice().buffer);
  throw new RangeError(`${spec.name} is stored as ${type}; only float32 and float16 can be read`);
}

/** A weight stored as float32. */
export function fromFloat32(name: string, shape: number[], values: Float32Array): StoredWeight {
  return {
    spec: { name, shape, dtype: 'float32' },
    bytes: new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  };
}

function storedType({ dtype, quantization }: WeightSpec): string {
  return quantization?.dtype ?? dtype;
}

function bytesOf(spec: WeightSpec): number {
  const bytes = BYTES[storedType(spec)];
  if (bytes === undefined) {
    throw new RangeError(
      `${spec.name} is stored as ${storedType(spec)}; only ${Object.keys(BYTES).join(', ')} are known`,
    );
  }
  return bytes;
}

function sizeOf({ shape }: WeightSpec): number {
  return shape.reduce((size, length) => size * length, 1);
}
