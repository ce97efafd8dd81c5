import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import * as deflating from '../../src/core/encode/deflate';
import { sizeLedger } from '../../src/core/encode/ledger';
import type { CodedNetwork } from '../../src/core/encode/network';
import type { Coding } from '../../src/core/quantize/coding';
import { SizeCounter } from '../../src/engine/size-counter';

const ledger = (network: CodedNetwork) => sizeLedger(network, undefined, ['dense', 'deflate']);

const scales = (...values: number[]) => Float32Array.from(values);
/** Codings that differ in one thing from one another, all of which can hold 0, 1 and −0. */
const CODINGS: readonly (Coding | undefined)[] = [
  undefined,
  'float16',
  { codebook: scales(0, 1) },
  { codebook: scales(0, 1, 2) },
  { bits: 8, scales: scales(1) },
  { bits: 4, scales: scales(1) },
  { bits: 4, scales: scales(0.5) },
  { bits: 4, scales: scales(0.5), zeroPoints: Uint8Array.of(3) },
  { bits: 4, scales: scales(0.5), zeroPoints: Uint8Array.of(4) },
];

const kernel = fc.record({
  weights: fc
    .array(fc.constantFrom(0, 1), { minLength: 2, maxLength: 8 })
    .map((weights) => Float32Array.from([...weights, ...weights])),
  channels: fc.constantFrom(1, 2),
  coding: fc.constantFrom(...CODINGS),
});
const network = fc.record({
  kernels: fc.array(kernel, { maxLength: 2 }),
  biases: fc.array(fc.constantFrom(scales(1), scales(1, 2)), { maxLength: 2 }),
});

test('says of networks in any order what the ledger says of each', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(network, { maxLength: 6 }), async (networks) => {
      const counter = new SizeCounter();
      for (const each of networks) expect(await counter.rows(each)).toEqual(await ledger(each));
    }),
  );
});

test('takes 0 and −0 for different weights, which they are as bytes', async () => {
  const counter = new SizeCounter();
  for (const zero of [0, -0]) {
    const weights = Float32Array.of(0, 0, zero, 0, 0, 0, zero);
    const each = { kernels: [{ weights, channels: 1 }], biases: [] };
    expect(await counter.rows(each)).toEqual(await ledger(each));
  }
});

test('deflates again only the kernels that have changed', async () => {
  const deflate = vi.spyOn(deflating, 'deflate');
  const counter = new SizeCounter();
  const weights = [scales(1, 0), scales(2, 0), scales(3, 0)];
  const of = (all: readonly Float32Array[]): CodedNetwork => ({
    kernels: all.map((each) => ({ weights: each, channels: 1 })),
    biases: [],
  });
  await counter.rows(of(weights));
  expect(deflate).toHaveBeenCalledTimes(3);
  await counter.rows(of([weights[0]!.slice(), scales(0, 0), weights[2]!]));
  expect(deflate).toHaveBeenCalledTimes(4);
});
