import { deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Encoding } from '../../../src/core/encode/encoding';
import { encodings } from '../../../src/core/encode/encodings';
import { decodeFile, encodeFile, type FileContents } from '../../../src/core/encode/file';
import { encodeNetwork } from '../../../src/core/encode/network';
import type { Coding } from '../../../src/core/quantize/coding';
import { Random } from '../../../src/core/random';
import { contents, fileOf, sealed } from './files';
import { sameBits } from './kernels';
import { bitsOf } from './quantized';

const HEADER_START = 16;

/** Where the header, which is deflated, ends. */
const headerEnd = (file: Uint8Array) =>
  HEADER_START + new DataView(file.buffer, file.byteOffset).getUint32(12, true);

const headerOf = (file: Uint8Array) =>
  inflateSync(file.subarray(HEADER_START, headerEnd(file))).toString();

function expectSame(decoded: FileContents, original: FileContents) {
  expect(JSON.stringify(decoded.architecture)).toBe(JSON.stringify(original.architecture));
  const told = ({ kernels }: FileContents) =>
    kernels.map(({ name, shape, channels, coding }) => ({ name, shape, channels, coding }));
  expect(told(decoded)).toEqual(told(original));
  decoded.kernels.forEach(({ weights }, i) => {
    expect(sameBits(weights, original.kernels[i]!.weights)).toBe(true);
  });
  const bits = ({ others }: FileContents) =>
    others.map(({ name, shape, values }) => ({ name, shape, bits: bitsOf(values) }));
  expect(bits(decoded)).toEqual(bits(original));
}

/** A file laid out by hand, and what it holds. */
const header =
  '{"architecture":{"class_name":"Sequential"},"kernels":[' +
  '{"name":"d/kernel","shape":[2,2],"channels":2,"encoding":"dense",' +
  '"coding":{"bits":2,"scheme":"symmetric","scales":1}},' +
  '{"name":"é/kernel","shape":[5,4,2],"channels":8,"encoding":"bitmask",' +
  '"coding":{"bits":8,"scheme":"asymmetric","scales":1}},' +
  '{"name":"c/kernel","shape":[3,1],"channels":1,"encoding":"dense","coding":{"codebook":3}},' +
  '{"name":"h/kernel","shape":[1,1],"channels":1,"encoding":"dense","coding":"float16"},' +
  '{"name":"f/kernel","shape":[1,1],"channels":1,"encoding":"dense"}],' +
  '"others":[{"name":"d/bias","shape":[2]},{"name":"none","shape":[0]}]}';
// prettier-ignore
const payload = [
  // Codes 0, 1, −1 and 0 of two bits each, the lowest first; the scale 1.5.
  0b00_11_01_00, 0, 0, 0xc0, 0x3f,
  // The tenth of 40 weights is 4 steps from zero; the scale 0.5; the zero-point 7.
  0, 0b10, 0, 0, 0, 4, 0, 0, 0, 0x3f, 7,
  // Indices 2, 0 and 1 of two bits; the values 0, −2 and 2.
  0b01_00_10, 0, 0, 0, 0, 0, 0, 0, 0xc0, 0, 0, 0, 0x40,
  // −2 in float16, and −2 in float32.
  0, 0xc0, 0, 0, 0, 0xc0,
  // The bias: 1 and −0.
  0, 0, 0x80, 0x3f, 0, 0, 0, 0x80,
];
const golden = fileOf(header, payload);
const goldenContents: FileContents = {
  architecture: { class_name: 'Sequential' },
  kernels: [
    {
      name: 'd/kernel',
      shape: [2, 2],
      channels: 2,
      weights: Float32Array.of(0, 1.5, -1.5, 0),
      coding: { bits: 2, scales: Float32Array.of(1.5) },
    },
    {
      name: 'é/kernel',
      shape: [5, 4, 2],
      channels: 8,
      weights: new Float32Array(40).fill(2, 9, 10),
      coding: { bits: 8, scales: Float32Array.of(0.5), zeroPoints: Uint8Array.of(7) },
    },
    {
      name: 'c/kernel',
      shape: [3, 1],
      channels: 1,
      weights: Float32Array.of(2, 0, -2),
      coding: { codebook: Float32Array.of(0, -2, 2) },
    },
    {
      name: 'h/kernel',
      shape: [1, 1],
      channels: 1,
      weights: Float32Array.of(-2),
      coding: 'float16',
    },
    { name: 'f/kernel', shape: [1, 1], channels: 1, weights: Float32Array.of(-2) },
  ],
  others: [
    { name: 'd/bias', shape: [2], values: Float32Array.of(1, -0) },
    { name: 'none', shape: [0], values: new Float32Array(0) },
  ],
};

describe('a file laid out by hand', () => {
  test('is what the encoder writes', async () => {
    const file = await encodeFile(goldenContents, 1);
    expect(String.fromCharCode(...file.subarray(0, 8))).toBe('whittle\u0001');
    expect(headerOf(file)).toBe(header);
    expect([...file.subarray(headerEnd(file))]).toEqual(payload);
    expect(file).toEqual(golden);
  });

  test('is of version 1, which version 2 holds as well, but for its number', async () => {
    const second = golden.with(7, 2);
    expectSame(await decodeFile(second), goldenContents);
  });

  test('is read, its header stored or deflated in any way', async () => {
    expectSame(await decodeFile(golden), goldenContents);
    const stored = deflateSync(header, { level: 0 });
    const body = Buffer.concat([
      Uint8Array.of(stored.length & 255, stored.length >> 8, 0, 0),
      stored,
    ]);
    expectSame(
      await decodeFile(sealed(Buffer.concat([body, Uint8Array.from(payload)]))),
      goldenContents,
    );
  });

  test('is read from a view into a larger buffer', async () => {
    const larger = Uint8Array.from([1, 2, 3, ...golden, 4]);
    expectSame(await decodeFile(larger.subarray(3, -1)), goldenContents);
  });
});

describe('whatever is encoded', () => {
  test('comes back bit for bit, codings and names too', async () => {
    await fc.assert(
      fc.asyncProperty(contents, async (original) => {
        expectSame(await decodeFile(await encodeFile(original)), original);
      }),
      { numRuns: 500 },
    );
  });

  test('is as long as the header and each kernel in the encoding that is smallest for it', async () => {
    await fc.assert(
      fc.asyncProperty(contents, async (original) => {
        const file = await encodeFile(original);
        let expected = 0;
        for (const { values } of original.others) expected += values.byteLength;
        for (const kernel of original.kernels) {
          const lengths: number[] = [];
          for (const encoding of Object.values<Encoding>(encodings)) {
            const bytes = await encodeNetwork({ kernels: [kernel], biases: [] }, encoding);
            if (bytes) lengths.push(bytes.length);
          }
          expected += Math.min(...lengths);
        }
        expect(file.length - headerEnd(file)).toBe(expected);
      }),
      { numRuns: 200 },
    );
  });

  test('may have a codebook of 256 values, or one scale for each of many channels', async () => {
    const many = (length: number) => Float32Array.from({ length }, (_, i) => i);
    const codings: Coding[] = [
      { codebook: many(256) },
      { bits: 8, scales: new Float32Array(256).fill(1) },
      { bits: 8, scales: new Float32Array(256).fill(1), zeroPoints: Uint8Array.from(many(256)) },
    ];
    for (const coding of codings) {
      const weights = 'codebook' in (coding as object) ? many(256) : new Float32Array(256);
      const kernel = { name: 'k', shape: [1, 256], channels: 256, weights, coding };
      const original = { architecture: {}, kernels: [kernel], others: [] };
      expectSame(await decodeFile(await encodeFile(original)), original);
    }
  });
});

describe('damage', () => {
  test.each([1, 2, 4, 7, 12, 15, 16, 40, golden.length - 1])(
    'a file cut to %d bytes is refused',
    async (length) => {
      await expect(decodeFile(golden.subarray(0, length))).rejects.toThrow(RangeError);
    },
  );

  test('any byte that is altered is told', async () => {
    for (let i = 0; i < golden.length; i++) {
      const altered = golden.slice();
      altered[i]! ^= 1 << (i % 8);
      await expect(decodeFile(altered)).rejects.toThrow(RangeError);
    }
  });

  test.each([
    ['no bytes', new Uint8Array(0), 'The payload ends after 0 bytes, expected at least 7.'],
    [
      'another kind of file',
      Uint8Array.from([0x89, 80, 78, 71, 13, 10, 26, 10]),
      'The file begins with the bytes 137,80,78,71,13,10,26, expected 119,104,105,116,116,108,101.',
    ],
    ['no version', golden.with(7, 0), 'The file is of version 0, expected 1 or 2.'],
    ['a later version', golden.with(7, 3), 'The file is of version 3, expected 1 or 2.'],
  ])('%s', async (_, bytes, message) => {
    await expect(decodeFile(bytes)).rejects.toThrow(new RangeError(message));
  });

  test('a checksum that does not fit is told with both', async () => {
    await expect(decodeFile(golden.with(golden.length - 1, 0))).rejects.toThrow(
      /^The file is damaged: its CRC-32 is \d+, expected \d+\.$/,
    );
  });

  test('a payload that is too long is refused', async () => {
    await expect(decodeFile(fileOf(header, [...payload, 0]))).rejects.toThrow(
      `The payload has ${golden.length + 1} bytes, expected ${golden.length}.`,
    );
  });
});

describe('what a header must not say', () => {
  const with_ = (from: string, to: string) => {
    expect(header).toContain(from);
    return decodeFile(fileOf(header.replace(from, to), payload));
  };
  const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

  test.each([
    ['{"class_name":"Sequential"}', '[]', 'The architecture is [], expected an object.'],
    ['"kernels":[', '"kernels":{},"was":[', 'The list of kernels is {}, expected a list.'],
    ['"others":[', '"was":[', 'The list of other tensors is undefined, expected a list.'],
    ['{"name":"d/kernel"', 'null,{"name":"d/kernel"', 'A tensor is null, expected an object.'],
    ['"d/kernel"', '7', 'A name is 7, expected a string.'],
    ['"d/kernel"', '""', 'The length of a name is 0, expected a whole number from 1 to 256.'],
    [
      'd/kernel',
      'd'.repeat(257),
      'The length of a name is 257, expected a whole number from 1 to 256.',
    ],
    ['d/bias', 'd/kernel', 'The number of different names is 6, expected 7.'],
    ['[2,2]', '"22"', 'The shape of d/kernel is "22", expected a list.'],
    [
      '[2,2]',
      '[1,1,1,1,1,1,1,2,2]',
      'The shape of d/kernel: its length is 9, expected a whole number from 0 to 8.',
    ],
    ['[2,2]', '[-2,-2]', 'A side of d/kernel is -2, expected a whole number from 0 to 16777216.'],
    ['[2,2]', '[2,"2"]', 'A side of d/kernel is "2", expected a whole number from 0 to 16777216.'],
    ['[2,2]', '[1.5,2]', 'A side of d/kernel is 1.5, expected a whole number from 0 to 16777216.'],
    [
      '[2,2]',
      '[1e99,2]',
      'A side of d/kernel is 1e+99, expected a whole number from 0 to 16777216.',
    ],
    [
      '"shape":[2]',
      '"shape":[16777216]',
      'The number of all values is 16777265, expected a whole number from 0 to 16777216.',
    ],
    ['"channels":2', '"channels":3', 'The number of channels of d/kernel is 3, expected 2 or 4.'],
    [
      '"shape":[2,2],"channels":2',
      '"shape":[2,0],"channels":0',
      'The number of channels of d/kernel is 0, expected a whole number from 1 to 16777216.',
    ],
    [
      '"channels":2',
      '"channels":"2"',
      'The number of channels of d/kernel is "2", expected 2 or 4.',
    ],
    [
      '"dense"',
      '"constructor"',
      /^The encoding of d\/kernel is "constructor", expected dense or bitmask or /,
    ],
    ['"dense"', '0', /^The encoding of d\/kernel is 0, expected dense or /],
    ['"float16"', '"float8"', 'The coding of h/kernel is "float8", expected an object.'],
    ['"float16"', '{}', 'The scheme of h/kernel is undefined, expected symmetric or asymmetric.'],
    [
      '"bits":2',
      '"bits":9',
      'The number of bits of d/kernel is 9, expected a whole number from 2 to 8.',
    ],
    [
      '"bits":2',
      '"bits":null',
      'The number of bits of d/kernel is null, expected a whole number from 2 to 8.',
    ],
    ['"scales":1', '"scales":3', 'The number of scales of d/kernel is 3, expected 1 or 2.'],
    [
      '"codebook":3',
      '"codebook":257',
      'The length of the codebook of c/kernel is 257, expected a whole number from 1 to 256.',
    ],
    [
      '"Sequential"',
      nested(63),
      'The depth of the header is 64, expected a whole number from 0 to 63.',
    ],
    [
      '"Sequential"',
      nested(100_000),
      'The depth of the header is 64, expected a whole number from 0 to 63.',
    ],
    [
      '"class_name"',
      '"__proto__"',
      'A key of the header is "__proto__", expected none of this name.',
    ],
    [
      '"class_name"',
      '"constructor"',
      'A key of the header is "constructor", expected none of this name.',
    ],
    ['{', '', /^The header’s \d+ bytes are not JSON, as expected\.$/],
    ['"Sequential"', `"${'a'.repeat(2 ** 20)}"`, /^\d+ bytes inflate to more than 1048576\.$/],
  ])('%#: another %s', async (from, to, message) => {
    await expect(with_(from, to)).rejects.toThrow(
      typeof message === 'string' ? new RangeError(message) : message,
    );
    await expect(with_(from, to)).rejects.toThrow(RangeError);
  });

  test('as deep as that is read', async () => {
    const { architecture } = await with_('"Sequential"', nested(62));
    expect(JSON.stringify(architecture)).toBe(`{"class_name":${nested(62)}}`);
  });

  test('more than a thousand tensors', async () => {
    const others = (count: number) =>
      `{"architecture":{},"kernels":[],"others":[${Array.from({ length: count }, (_, i) => `{"name":"${i}","shape":[0]}`)}]}`;
    expect((await decodeFile(fileOf(others(1000), []))).others).toHaveLength(1000);
    await expect(decodeFile(fileOf(others(1001), []))).rejects.toThrow(
      'The list of other tensors: its length is 1001, expected a whole number from 0 to 1000.',
    );
  });

  test('bytes that are no UTF-8', async () => {
    const bytes = Buffer.from(header.replace('é', '~'));
    bytes[bytes.indexOf('~')] = 0xff;
    await expect(decodeFile(fileOf(bytes, payload))).rejects.toThrow('are not JSON, as expected.');
  });
});

test('a kernel in an encoding of a later version is refused with both', async () => {
  const kernel = goldenContents.kernels[1]!;
  const random = new Random('later');
  const weights = Float32Array.from({ length: 4000 }, () => (random.next() < 0.1 ? 2 : 0));
  const many = { ...kernel, shape: [500, 8], weights };
  const file = await encodeFile({ ...goldenContents, kernels: [many], others: [] });
  expect(headerOf(file)).toContain('adaptive');
  await expect(decodeFile(file.with(7, 1))).rejects.toThrow(
    new RangeError('é/kernel is in the encoding adaptive, expected one of version 1.'),
  );
  const first = await encodeFile({ ...goldenContents, kernels: [many], others: [] }, 1);
  expect(headerOf(first)).not.toContain('adaptive');
  expectSame(await decodeFile(first), await decodeFile(file));
});

describe('weights that no encoder writes', () => {
  const changed = (at: number, ...bytes: number[]) =>
    decodeFile(fileOf(header, payload.toSpliced(at, bytes.length, ...bytes)));

  test.each([
    [
      'a code left unused',
      0,
      [0b10],
      'Weight 0 is -3, which no 2-bit code stands for with scale 1.5',
    ],
    ['a scale of 0', 1, [0, 0, 0, 0], 'A scale is 0, expected above 0 and finite.'],
    ['a scale that is NaN', 1, [0, 0, 0xc0, 0x7f], 'A scale is NaN, expected above 0 and finite.'],
    ['an index beyond the codebook', 16, [0b11], 'Weight 0 has index 3, expected below 3.'],
    [
      'values that are alike',
      25,
      [0, 0, 0, 0xc0],
      'The codebook has 2 different values, expected 3.',
    ],
    ['an infinite float16', 29, [0, 0x7c], 'float16 holds numbers up to ±65504; got Infinity'],
  ])('%s', async (_, at, bytes, message) => {
    await expect(changed(at, ...bytes)).rejects.toThrow(message);
    await expect(changed(at, ...bytes)).rejects.toThrow(RangeError);
  });
});

test.each(['huffman', 'relativeHuffman'])(
  'a float16 or float32 kernel in %s, which holds nothing beyond 8 bits, is refused',
  async (encoding) => {
    for (const [coding, values] of [
      ['"float16"', 2 ** 16],
      [undefined, 2 ** 32],
    ] as const) {
      const header =
        '{"architecture":{},"kernels":[{"name":"h","shape":[1,1],"channels":1,' +
        `"encoding":"${encoding}"${coding ? `,"coding":${coding}` : ''}}],"others":[]}`;
      // 3 bits a gap and a table of gaps, then a table whose lengths make a complete code.
      const gaps = encoding === 'huffman' ? [] : [3, 1, 0, 0, 0];
      const table = new Uint8Array(2 ** 15);
      table[0x3c00 / 2] = 1;
      const payload = [...gaps, ...table, ...(encoding === 'huffman' ? [] : [1, 0, 0, 0, 0]), 0];
      await expect(decodeFile(fileOf(header, payload))).rejects.toThrow(
        new RangeError(
          `A prefix code is of ${values} values, expected at most 256: those of 8 bits.`,
        ),
      );
    }
  },
);

describe('contents that could not be read again are not written', () => {
  const kernel = goldenContents.kernels[0]!;
  const others = goldenContents.others;

  test.each<[string, FileContents, string]>([
    [
      'a shape that its weights do not fill',
      { architecture: {}, kernels: [{ ...kernel, shape: [4, 2] }], others: [] },
      'd/kernel has 4 values, expected 8 by its shape.',
    ],
    [
      'the same of another tensor',
      { architecture: {}, kernels: [], others: [{ ...others[0]!, shape: [] }] },
      'd/bias has 2 values, expected 1 by its shape.',
    ],
    [
      'a name twice',
      { architecture: {}, kernels: [kernel, kernel], others: [] },
      'The number of different names is 1, expected 2.',
    ],
    [
      'a header of more than a megabyte',
      { architecture: { name: 'a'.repeat(2 ** 20) }, kernels: [], others: [] },
      'The header has 1048629 bytes, expected 1048576 or less.',
    ],
    [
      'a scale that weights cannot have',
      {
        architecture: {},
        kernels: [{ ...kernel, coding: { bits: 2, scales: Float32Array.of(-1.5) } }],
        others: [],
      },
      'A scale is -1.5, expected above 0 and finite.',
    ],
  ])('%s', async (_, contents, message) => {
    await expect(encodeFile(contents)).rejects.toThrow(new RangeError(message));
  });
});

describe('files that were tampered with are refused, or hold what can be encoded again', () => {
  const hostile = fc.oneof(
    fc.constantFrom(
      -1,
      0,
      1,
      3,
      255,
      256,
      2 ** 24,
      2 ** 31,
      2 ** 32,
      2 ** 53,
      1e308,
      0.5,
      null,
      true,
    ),
    fc.constantFrom(
      '',
      'dense',
      'huffman',
      'relativeHuffman',
      'deflate',
      'csr',
      'codebook',
      '__proto__',
    ),
    fc.constantFrom('float16', { codebook: 1 }, { bits: 8, scheme: 'symmetric', scales: 1 }),
    fc.jsonValue({ maxDepth: 2 }),
  );

  async function expectRefusedOrConsistent(file: Uint8Array) {
    let decoded: FileContents;
    try {
      decoded = await decodeFile(file);
    } catch (error) {
      expect(error).toBeInstanceOf(RangeError);
      return 'refused';
    }
    const weights = decoded.kernels.reduce((sum, { weights }) => sum + weights.length, 0);
    // More would be encoded in eight ways for seconds.
    if (weights < 1e4) expectSame(await decodeFile(await encodeFile(decoded)), decoded);
    return 'read';
  }

  /** How many of so many files are read. */
  async function readOf(numRuns: number, files: fc.Arbitrary<Promise<Uint8Array>>) {
    const outcomes = { refused: 0, read: 0 };
    await fc.assert(
      fc.asyncProperty(files, async (file) => {
        outcomes[await expectRefusedOrConsistent(await file)]++;
      }),
      { numRuns },
    );
    return outcomes;
  }

  test('bytes of the payload, or of the deflated header', async () => {
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 3 });
    const files = fc
      .tuple(contents, changes, fc.boolean())
      .map(async ([original, changes, late]) => {
        const file = await encodeFile(original);
        const body = file.slice(12);
        const first = late ? headerEnd(file) - 12 : 0;
        for (const [at, byte] of changes) {
          if (first < body.length) body[first + (at % (body.length - first))] = byte;
        }
        return sealed(body);
      });
    const { refused, read } = await readOf(1000, files);
    expect(refused).toBeGreaterThan(150);
    expect(read).toBeGreaterThan(150);
  });

  test('files cut short and sealed again', async () => {
    const files = fc
      .tuple(contents, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }))
      .map(async ([original, at]) => {
        const file = await encodeFile(original);
        return sealed(file.subarray(12, 12 + Math.floor(at * (file.length - 12))));
      });
    const { read } = await readOf(500, files);
    expect(read).toBe(0);
  });

  test('values anywhere in the header', async () => {
    const files = fc
      .tuple(contents, fc.array(fc.tuple(fc.nat(), hostile), { minLength: 1, maxLength: 3 }))
      .map(async ([original, changes]) => {
        const file = await encodeFile(original);
        const tree = JSON.parse(headerOf(file)) as object;
        for (const [at, value] of changes) replaceNode(tree, at, value);
        return fileOf(JSON.stringify(tree), file.subarray(headerEnd(file)));
      });
    const { refused, read } = await readOf(1500, files);
    expect(refused).toBeGreaterThan(500);
    expect(read).toBeGreaterThan(50);
  });

  test('bytes of any kind', async () => {
    const files = fc.uint8Array({ maxLength: 100 }).map(async (bytes) => bytes);
    const { read } = await readOf(1000, files);
    expect(read).toBe(0);
    expect(
      (
        await readOf(
          1000,
          fc.uint8Array({ maxLength: 100 }).map(async (body) => sealed(body)),
        )
      ).read,
    ).toBe(0);
  });

  /** Puts a value in the place of one of all members of all lists and objects of a tree. */
  function replaceNode(tree: object, at: number, value: unknown) {
    const places: [Record<string, unknown>, string][] = [];
    const walk = (node: unknown) => {
      if (typeof node !== 'object' || node === null) return;
      for (const [key, child] of Object.entries(node)) {
        places.push([node as Record<string, unknown>, key]);
        walk(child);
      }
    };
    walk(tree);
    const [node, key] = places[at % places.length]!;
    node[key] = structuredClone(value);
  }
});
