import { concatenate } from './bytes';
import type { Pause } from './encoding';

/** Compressed bytes after which to pause: a twentieth of a second or so. */
const PAUSE_BYTES = 2 ** 18;

/**
 * The bytes in zlib's format (RFC 1950, deflate with a checksum), compressed by the platform.
 *
 * @param pause awaited now and then. What it throws ends the compression.
 * @throws Error where the platform has no compression streams.
 */
export async function deflate(bytes: Uint8Array, pause?: Pause): Promise<Uint8Array> {
  if (typeof CompressionStream === 'undefined') throw missing('CompressionStream');
  return through(bytes, new CompressionStream('deflate'), pause);
}

/**
 * The bytes that `deflate` was given.
 *
 * @throws Error where the platform has no compression streams; RangeError where the bytes are not
 * zlib's, are cut short or fail their checksum.
 */
export async function inflate(bytes: Uint8Array): Promise<Uint8Array> {
  if (typeof DecompressionStream === 'undefined') throw missing('DecompressionStream');
  try {
    return await through(bytes, new DecompressionStream('deflate'));
  } catch (cause) {
    // Platforms disagree on the error and its words.
    throw new RangeError(`${bytes.length} bytes are no whole zlib stream.`, { cause });
  }
}

async function through(
  bytes: Uint8Array,
  stream: CompressionStream | DecompressionStream,
  pause: Pause = () => undefined,
): Promise<Uint8Array> {
  const input = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream();
  const reader = input.pipeThrough(stream).getReader();
  const parts: Uint8Array[] = [];
  let sincePause = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return concatenate(parts);
      parts.push(value);
      sincePause += value.length;
      if (sincePause >= PAUSE_BYTES) {
        sincePause = 0;
        await pause();
      }
    }
  } catch (error) {
    // Where the stream itself has failed, so does this, and says nothing new.
    await reader.cancel(error).catch(() => undefined);
    throw error;
  }
}

function missing(name: string): Error {
  return new Error(`This browser has no ${name}, which the deflated size is measured with.`);
}
