/** A texture of four signed 32-bit integers a texel (RGBA32I), a kind that tfjs doesn't have. */
export class IntegerTexture {
  readonly texture: WebGLTexture;
  /** What it takes on the GPU: 16 a texel. */
  readonly bytes: number;

  /** @param values the texels' integers, row by row. */
  constructor(
    private readonly gl: WebGL2RenderingContext,
    width: number,
    height: number,
    values: Int32Array,
  ) {
    this.texture = gl.createTexture();
    this.bytes = values.byteLength;
    gl.bindTexture(gl.TEXTURE_2D, this.texture);
    gl.texStorage2D(gl.TEXTURE_2D, 1, gl.RGBA32I, width, height);
    const { RGBA_INTEGER, INT } = gl;
    gl.texSubImage2D(gl.TEXTURE_2D, 0, 0, 0, width, height, RGBA_INTEGER, INT, values);
    // Integers can't be interpolated: with WebGL's default filters all of them would read as 0.
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.NEAREST);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.NEAREST);
    gl.bindTexture(gl.TEXTURE_2D, null);
  }

  dispose(): void {
    this.gl.deleteTexture(this.texture);
  }
}
