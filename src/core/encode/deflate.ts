/**
 * The bytes in zlib's format (RFC 1950, deflate with a checksum), compressed by the platform.
 *
 * @throws Error where the platform has no compression streams.
 */
export async function deflate(bytes: Uint8Array): Promise<Uint8Array> {
  if (typeof CompressionStream === 'undefined') throw missing('CompressionStream');
  return through(bytes, new CompressionStream('deflate'));
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
): Promise<Uint8Array> {
  const output = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(output).arrayBuffer());
}

function missing(name: string): Error {
  return new Error(`This browser has no ${name}, which the deflated size is measured with.`);
}
