import { deflateSync, inflateSync } from 'node:zlib';
import fc from 'fast-check';
import { afterEach, expect, test, vi } from 'vitest';
import { deflate, inflate } from '../../../src/core/encode/deflate';
import { Random } from '../../../src/core/random';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('zlib inflates what it deflates, and it inflates what zlib deflates', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 2000 }), async (bytes) => {
      const deflated = await deflate(bytes);
      expect(new Uint8Array(inflateSync(deflated))).toEqual(bytes);
      expect(await inflate(deflated, bytes.length)).toEqual(bytes);
      expect(await inflate(deflateSync(bytes), 2000)).toEqual(bytes);
    }),
  );
});

test('a quarter of a million zeros become less than a kilobyte', async () => {
  expect((await deflate(new Uint8Array(266_200))).length).toBeLessThan(1000);
});

test('random bytes do not shrink, and grow by less than a thousandth', async () => {
  const random = new Random('deflate');
  const bytes = Uint8Array.from({ length: 266_200 }, () => random.integer(256));
  const deflated = await deflate(bytes);
  expect(deflated.length).toBeGreaterThan(266_200);
  expect(deflated.length).toBeLessThan(266_200 * 1.001);
  expect(Buffer.compare(await inflate(deflated, 266_200), bytes)).toBe(0);
});

test('long work pauses, and ends with what a pause throws', async () => {
  const random = new Random('pauses');
  const bytes = Uint8Array.from({ length: 2_000_000 }, () => random.integer(256));
  let pauses = 0;
  const deflated = await deflate(bytes, () => pauses++);
  expect(pauses).toBeGreaterThan(3);
  expect(await deflate(bytes)).toHaveLength(deflated.length);
  const reason = new Error('another recipe');
  const stop = () => Promise.reject(reason);
  await expect(deflate(bytes, stop)).rejects.toBe(reason);
});

test('a view into a larger buffer gives only its own bytes', async () => {
  const view = Uint8Array.of(9, 1, 2, 9).subarray(1, 3);
  expect(await inflate(await deflate(view), 2)).toEqual(Uint8Array.of(1, 2));
});

test('bytes cut short, altered or never deflated are refused', async () => {
  const deflated = await deflate(Uint8Array.of(1, 2, 3));
  const altered = deflated.slice();
  altered[altered.length - 1]! ^= 1;
  for (const bytes of [deflated.subarray(0, -3), altered, Uint8Array.of(1, 2, 3)]) {
    await expect(inflate(bytes, 3)).rejects.toThrow(
      new RangeError(`${bytes.length} bytes are no whole zlib stream.`),
    );
  }
});

test('what inflates to more than the limit is refused when it does, not when all is inflated', async () => {
  let inflated = 0;
  const Platform = DecompressionStream;
  vi.stubGlobal(
    'DecompressionStream',
    class {
      readonly #stream = new Platform('deflate');
      readonly writable = this.#stream.writable;
      readonly readable = this.#stream.readable.pipeThrough(
        new TransformStream<Uint8Array, Uint8Array>({
          transform(chunk, controller) {
            inflated += chunk.length;
            controller.enqueue(chunk);
          },
        }),
      );
    },
  );
  const bomb = deflateSync(new Uint8Array(2 ** 27));
  await expect(inflate(bomb, 2 ** 20)).rejects.toThrow(
    new RangeError(`${bomb.length} bytes inflate to more than 1048576.`),
  );
  expect(inflated).toBeGreaterThan(2 ** 20);
  expect(inflated).toBeLessThan(2 ** 25);
});

test('as many bytes as the limit are inflated, one more is refused', async () => {
  const deflated = deflateSync(new Uint8Array(3));
  expect(await inflate(deflated, 3)).toHaveLength(3);
  await expect(inflate(deflated, 2)).rejects.toThrow(
    new RangeError('11 bytes inflate to more than 2.'),
  );
});

test('a platform without the streams is told from a fault', async () => {
  vi.stubGlobal('CompressionStream', undefined);
  vi.stubGlobal('DecompressionStream', undefined);
  await expect(deflate(new Uint8Array(1))).rejects.toThrow('This browser has no CompressionStream');
  await expect(inflate(new Uint8Array(1), 1)).rejects.toThrow('has no DecompressionStream');
});
