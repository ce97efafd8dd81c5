import { concatenate } from './bytes';
import type { Pause } from './encoding';

/** Compressed bytes after which to pause: a twentieth of a second or so. */
const PAUSE_BYTES = 2 ** 18;

/**
 * Bytes given to the platform at once. It may hold all that they inflate to, a thousand times as
 * much (16 MB), before the limit is seen to be passed.
 */
const PIECE_BYTES = 2 ** 14;

/**
 * The bytes in zlib's format (RFC 1950, deflate with a checksum), compressed by the platform.
 *
 * @param pause awaited now and then. What it throws ends the compression.
 * @throws Error where the platform has no compression streams.
 */
export async function deflate(bytes: Uint8Array, pause?: Pause): Promise<Uint8Array> {
  if (typeof CompressionStream === 'undefined') throw missing('CompressionStream');
  return through(bytes, new CompressionStream('deflate'), { pause });
}

/**
 * The bytes that `deflate` was given.
 *
 * @param limit the most that they may be: a few bytes can inflate to a thousand times as many.
 * @throws Error where the platform has no compression streams; RangeError where the bytes are not
 * zlib's, are cut short, fail their checksum or inflate to more than the limit.
 */
export async function inflate(bytes: Uint8Array, limit: number): Promise<Uint8Array> {
  if (typeof DecompressionStream === 'undefined') throw missing('DecompressionStream');
  try {
    return await through(bytes, new DecompressionStream('deflate'), { limit });
  } catch (cause) {
    if (cause instanceof RangeError) throw cause;
    // Platforms disagree on the error and its words.
    throw new RangeError(`${bytes.length} bytes are no whole zlib stream.`, { cause });
  }
}

async function through(
  bytes: Uint8Array,
  stream: CompressionStream | DecompressionStream,
  { pause, limit = Infinity }: { readonly pause?: Pause; readonly limit?: number },
): Promise<Uint8Array> {
  const reader = pieces(bytes).pipeThrough(stream).getReader();
  const parts: Uint8Array[] = [];
  let length = 0;
  let sincePause = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return concatenate(parts);
      parts.push(value);
      length += value.length;
      if (length > limit) {
        throw new RangeError(`${bytes.length} bytes inflate to more than ${limit}.`);
      }
      sincePause += value.length;
      if (sincePause >= PAUSE_BYTES) {
        sincePause = 0;
        await pause?.();
      }
    }
  } catch (error) {
    // Where the stream itself has failed, so does this, and says nothing new.
    await reader.cancel(error).catch(() => undefined);
    throw error;
  }
}

function pieces(bytes: Uint8Array): ReadableStream<Uint8Array<ArrayBuffer>> {
  let start = 0;
  return new ReadableStream({
    pull(controller) {
      if (start < bytes.length) controller.enqueue(bytes.slice(start, (start += PIECE_BYTES)));
      else controller.close();
    },
  });
}

function missing(name: string): Error {
  return new Error(`This browser has no ${name}, which the deflated size is measured with.`);
}
