import { listOf, recordOf, refuse } from '../refuse';
import type { CodingLayout } from './coding-bytes';
import { encodings, type EncodingName } from './encodings';
import { MAX_ENTRIES } from './value-index';

/** What a file says of its tensors before their bytes come. */
export interface FileHeader {
  /** The model's topology, in the Layers format. */
  readonly architecture: object;
  readonly kernels: readonly KernelHeader[];
  readonly others: readonly TensorHeader[];
}

interface TensorHeader {
  readonly name: string;
  readonly shape: readonly number[];
}

interface KernelHeader extends TensorHeader {
  readonly channels: number;
  readonly encoding: EncodingName;
  /** Left out where the kernel is float32. */
  readonly coding?: CodingLayout;
}

/** Of all tensors together: 64 MB of float32. */
const MAX_VALUES = 2 ** 24;
const MAX_TENSORS = 1000;
const MAX_DIMENSIONS = 8;
/** UTF-16 code units. */
const MAX_NAME_LENGTH = 256;
/** Lists and objects around another. */
const MAX_DEPTH = 63;

/** Keys that could lead from a plain object to its prototype. */
const UNSAFE_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * The header that a value from JSON is, made anew from nothing but the members that are known. The
 * architecture is not looked into but for its depth and keys.
 *
 * @throws RangeError for the first thing that is missing, of the wrong kind or beyond its limit.
 */
export function checkHeader(value: unknown): FileHeader {
  checkTree(value);
  const { architecture, kernels, others } = recordOf(value, 'The header');
  const header = {
    architecture: recordOf(architecture, 'The architecture'),
    kernels: shortList(kernels, 'The list of kernels', MAX_TENSORS).map(kernelOf),
    others: shortList(others, 'The list of other tensors', MAX_TENSORS).map(tensorOf),
  };
  const tensors = [...header.kernels, ...header.others];
  within(tensors.length, 'The number of tensors', 0, MAX_TENSORS);
  const names = new Set(tensors.map(({ name }) => name)).size;
  if (names < tensors.length) refuse('The number of different names', names, tensors.length);
  const values = tensors.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
  within(values, 'The number of all values', 0, MAX_VALUES);
  return header;
}

/** Values of a tensor. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((size, length) => size * length, 1);
}

function kernelOf(value: unknown): KernelHeader {
  const { name, shape } = tensorOf(value);
  const { channels, encoding, coding } = value as Record<string, unknown>;
  const last = shape.at(-1) ?? 0;
  const before = shape.at(-2) ?? 1;
  if (channels !== last && channels !== before * last) {
    refuse(`The number of channels of ${name}`, channels, `${last} or ${before * last}`);
  }
  if (typeof encoding !== 'string' || !Object.hasOwn(encodings, encoding)) {
    refuse(`The encoding of ${name}`, encoding, Object.keys(encodings).join(' or '));
  }
  return {
    name,
    shape,
    channels: within(channels, `The number of channels of ${name}`, 1, MAX_VALUES),
    encoding: encoding as EncodingName,
    ...(coding !== undefined && { coding: codingOf(coding, name, channels as number) }),
  };
}

function tensorOf(value: unknown): TensorHeader {
  const { name, shape } = recordOf(value, 'A tensor');
  if (typeof name !== 'string') refuse('A name', name, 'a string');
  within(name.length, 'The length of a name', 1, MAX_NAME_LENGTH);
  const sides = shortList(shape, `The shape of ${name}`, MAX_DIMENSIONS);
  return {
    name,
    shape: sides.map((side) => within(side, `A side of ${name}`, 0, MAX_VALUES)),
  };
}

function codingOf(value: unknown, name: string, channels: number): CodingLayout {
  if (value === 'float16') return value;
  const { codebook, bits, scheme, scales } = recordOf(value, `The coding of ${name}`);
  if (codebook !== undefined) {
    return { codebook: within(codebook, `The length of the codebook of ${name}`, 1, MAX_ENTRIES) };
  }
  if (scheme !== 'symmetric' && scheme !== 'asymmetric') {
    refuse(`The scheme of ${name}`, scheme, 'symmetric or asymmetric');
  }
  if (scales !== 1 && scales !== channels) {
    refuse(`The number of scales of ${name}`, scales, `1 or ${channels}`);
  }
  return { bits: within(bits, `The number of bits of ${name}`, 2, 8), scheme, scales };
}

function within(value: unknown, what: string, least: number, most: number): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) {
    return value;
  }
  return refuse(what, value, `a whole number from ${least} to ${most}`);
}

function shortList(value: unknown, what: string, most: number): readonly unknown[] {
  const list = listOf(value, what);
  within(list.length, `${what}: its length`, 0, most);
  return list;
}

function checkTree(value: unknown, depth = 0): void {
  if (typeof value !== 'object' || value === null) return;
  within(depth, 'The depth of the header', 0, MAX_DEPTH);
  for (const [key, child] of Object.entries(value)) {
    if (UNSAFE_KEYS.has(key)) refuse('A key of the header', key, 'none of this name');
    checkTree(child, depth + 1);
  }
}
