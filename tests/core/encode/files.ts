import { crc32, deflateSync } from 'node:zlib';
import fc from 'fast-check';
import type { FileContents, FileKernel } from '../../../src/core/encode/file';
import type { CodedKernel } from '../../../src/core/encode/network';
import { float16Kernel, floatKernel, network, quantizedKernel } from './kernels';

const START = [...'whittle'].map((letter) => letter.charCodeAt(0));

/** The bytes of a 32-bit number, lowest first. */
const word = (value: number) => [0, 8, 16, 24].map((shift) => (value >>> shift) & 0xff);

/** Bytes after the checksum with all that comes before them. */
export function sealed(body: Uint8Array): Uint8Array {
  return Uint8Array.from([...START, 1, ...word(crc32(body)), ...body]);
}

/** The file of a header and a payload, made without the code under test. */
export function fileOf(header: string | Buffer, payload: Iterable<number>): Uint8Array {
  const deflated = deflateSync(header);
  return sealed(Uint8Array.from([...word(deflated.length), ...deflated, ...payload]));
}

/** Whether a text has keys that headers must not have. */
const isSafe = (value: unknown) =>
  !/"(__proto__|constructor|prototype)":/.test(JSON.stringify(value));

/** A kernel in one of the shapes that it may have, depthwise ones and one scale a tensor among them. */
function shaped(kernel: CodedKernel, name: string, choice: number): FileKernel {
  const { length } = kernel.weights;
  // With one scale for all, any width will do.
  const widths = [1, 2, 3, 4, 5, 6].filter((width) => length % width === 0);
  const channels = kernel.channels === 1 ? widths[choice % widths.length]! : kernel.channels;
  const rows = length / channels;
  const shapes = [
    [rows, channels],
    [1, 1, rows, channels],
    [1, rows, channels, 1],
    [rows, 1, 1, channels],
  ];
  return { ...kernel, name, channels, shape: shapes[choice % shapes.length]! };
}

const names = fc.uniqueArray(
  fc.oneof(
    fc.string({ unit: 'binary', minLength: 1 }),
    fc.constantFrom('fc1/kernel', '核', '\ud800'),
  ),
  { minLength: 6, maxLength: 6 },
);

/** Contents of up to three kernels in codings of every kind, and of up to three other tensors. */
export const contents: fc.Arbitrary<FileContents> = fc
  .record({
    architecture: fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })).filter(isSafe),
    network,
    kernels: fc.array(fc.oneof(floatKernel, float16Kernel, quantizedKernel), { maxLength: 3 }),
    names,
    choice: fc.nat(11),
  })
  .map(({ architecture, network, kernels, names, choice }) => ({
    architecture,
    kernels: kernels.map((kernel, i) => shaped(kernel, names[i]!, choice + i)),
    others: network.biases.map((values, i) => ({
      name: names[3 + i]!,
      shape: [values.length],
      values,
    })),
  }));
