import { ByteReader, bytesOf, concatenate } from './bytes';
import { layoutOf } from './coding-bytes';
import { crc32 } from './crc32';
import { deflate, inflate } from './deflate';
import { encodings, type EncodingName } from './encodings';
import { checkHeader, type FileHeader, sizeOf } from './file-header';
import { decodeKernel, encodeKernel, type CodedKernel } from './network';
import { toSymbols } from './symbols';

/** A weight tensor that is no kernel (a bias, batch norm's), in row-major order. */
export interface FileTensor {
  /** As the model file calls it, for example `fc1/bias`. No two tensors of a file share a name. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** A kernel by the name that the model file gives it, for example `fc1/kernel`. */
export interface FileKernel extends CodedKernel {
  readonly name: string;
  /** The channels are its last dimension, or the product of its last two. */
  readonly shape: readonly number[];
}

/** A compressed network: everything that is needed to run it. */
export interface FileContents {
  /** The model's topology, in the Layers format. */
  readonly architecture: object;
  readonly kernels: readonly FileKernel[];
  readonly others: readonly FileTensor[];
}

const MAGIC = new TextEncoder().encode('whittle');

/** The layout's versions. They differ by the encodings that a kernel may be in, and newer read older. */
export type FileVersion = 1 | 2;
const NEWEST: FileVersion = 2;

/** Encodings that came with a later version than the first. */
const SINCE: Readonly<Partial<Record<EncodingName, FileVersion>>> = { adaptive: 2 };

/** After magic, version and CRC-32. */
const BODY_START = MAGIC.length + 1 + 4;

/** The most that a header's JSON may be long in UTF-8; that of MobileNet's 28 layers is 30 KB. */
const MAX_HEADER_BYTES = 2 ** 20;

const NAMES = Object.keys(encodings) as EncodingName[];

/**
 * The file of a compressed network. Numbers are little-endian:
 *
 * | bytes | what                                                                              |
 * | ----- | --------------------------------------------------------------------------------- |
 * | 7     | `whittle` in ASCII                                                                |
 * | 1     | the version of this layout, 1 or 2: only in 2 a kernel may be `adaptive`          |
 * | 4     | the CRC-32 of all bytes after these four                                          |
 * | 4     | the length h of the header                                                        |
 * | h     | a `FileHeader` as JSON in UTF-8, deflated (zlib, RFC 1950)                        |
 * | rest  | the kernels as `encodeKernel` writes them, each in the encoding that the header   |
 * |       | says, the smallest for it; then the other tensors in float32. Nothing in between. |
 *
 * @param version of the layout; by default the newest.
 * @throws RangeError for contents that `decodeFile` would refuse; Error where the platform has no
 * compression streams.
 */
export async function encodeFile(
  contents: FileContents,
  version: FileVersion = NEWEST,
): Promise<Uint8Array> {
  const { architecture, kernels, others } = contents;
  const smallest = await Promise.all(kernels.map((kernel) => smallestBytes(kernel, version)));
  const header: FileHeader = {
    architecture,
    kernels: kernels.map(({ name, shape, channels, coding }, i) => ({
      name,
      shape,
      channels,
      encoding: smallest[i]!.encoding,
      coding: layoutOf(coding),
    })),
    others: others.map(({ name, shape }) => ({ name, shape })),
  };
  const json = new TextEncoder().encode(JSON.stringify(checkHeader(header)));
  if (json.length > MAX_HEADER_BYTES) {
    throw new RangeError(
      `The header has ${json.length} bytes, expected ${MAX_HEADER_BYTES} or less.`,
    );
  }
  for (const { name, shape, weights } of kernels) checkLength(name, shape, weights);
  for (const { name, shape, values } of others) checkLength(name, shape, values);
  const deflated = await deflate(json);
  const body = concatenate([
    bytesOf(Uint32Array.of(deflated.length)),
    deflated,
    ...smallest.map(({ bytes }) => bytes),
    ...others.map(({ values }) => bytesOf(values)),
  ]);
  return concatenate([MAGIC, Uint8Array.of(version), bytesOf(Uint32Array.of(crc32(body))), body]);
}

/**
 * What a file holds, whoever wrote it: every kernel has as many weights as its shape says, and none
 * that its coding has no code for. Weights are the ones that were encoded, bit for bit, but for −0,
 * which comes back as 0 in kernels. They may be NaN or infinite, and whether they fit the
 * architecture is not known here.
 *
 * @throws RangeError for bytes that are cut short, too long, damaged or say what makes no sense, and
 * for contents beyond the limits of `checkHeader`; Error where the platform has no compression
 * streams.
 */
export async function decodeFile(bytes: Uint8Array): Promise<FileContents> {
  const reader = new ByteReader(bytes);
  const version = readStart(reader);
  const expected = reader.uint32();
  const crc = crc32(bytes.subarray(BODY_START));
  if (crc !== expected) {
    throw new RangeError(`The file is damaged: its CRC-32 is ${crc}, expected ${expected}.`);
  }
  const { architecture, ...header } = await readHeader(reader.take(reader.uint32()));
  const kernels: FileKernel[] = [];
  for (const { name, shape, channels, encoding, coding } of header.kernels) {
    if (!isOf(version, encoding)) {
      throw new RangeError(
        `${name} is in the encoding ${encoding}, expected one of version ${version}.`,
      );
    }
    const layout = { weights: sizeOf(shape), channels, coding };
    const kernel = await decodeKernel(reader, layout, encodings[encoding]);
    // Tells codes that no encoder writes: symmetric −2^(bits−1), float16's infinities and NaN.
    if (coding) toSymbols(kernel.weights, kernel.coding);
    kernels.push({ name, shape, ...kernel });
  }
  const others = header.others.map(({ name, shape }) => ({
    name,
    shape,
    values: reader.floats(sizeOf(shape)),
  }));
  reader.end();
  return { architecture, kernels, others };
}

/** Whether a file of a version may have kernels in an encoding. */
function isOf(version: FileVersion, encoding: EncodingName): boolean {
  return (SINCE[encoding] ?? 1) <= version;
}

/** The kernel in the encoding of fewest bytes, the first where several are. */
async function smallestBytes(
  kernel: CodedKernel,
  version: FileVersion,
): Promise<{ encoding: EncodingName; bytes: Uint8Array }> {
  let smallest: { encoding: EncodingName; bytes: Uint8Array } | undefined;
  for (const encoding of NAMES.filter((name) => isOf(version, name))) {
    const bytes = await encodeKernel(kernel, encodings[encoding]);
    if (bytes && !(smallest && smallest.bytes.length <= bytes.length)) {
      smallest = { encoding, bytes };
    }
  }
  // There is one, since `dense` holds every kernel.
  return smallest!;
}

function checkLength(name: string, shape: readonly number[], { length }: Float32Array): void {
  const expected = sizeOf(shape);
  if (length !== expected) {
    throw new RangeError(`${name} has ${length} values, expected ${expected} by its shape.`);
  }
}

/** Reads the first bytes, which tell the version. */
function readStart(reader: ByteReader): FileVersion {
  const magic = reader.take(MAGIC.length);
  if (!magic.every((byte, i) => byte === MAGIC[i])) {
    throw new RangeError(`The file begins with the bytes ${magic}, expected ${MAGIC}.`);
  }
  const version = reader.byte();
  if (version !== 1 && version !== NEWEST) {
    throw new RangeError(`The file is of version ${version}, expected 1 or ${NEWEST}.`);
  }
  return version;
}

async function readHeader(deflated: Uint8Array): Promise<FileHeader> {
  const bytes = await inflate(deflated, MAX_HEADER_BYTES);
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new RangeError(`The header’s ${bytes.length} bytes are not JSON, as expected.`, {
      cause,
    });
  }
  return checkHeader(value);
}
