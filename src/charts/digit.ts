const SIDE = 28;

/** Draws image `index` of a set of 28 × 28 images, ink in the canvas's text colour. */
export function drawDigit(canvas: HTMLCanvasElement, pixels: Uint8Array, index: number): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const image = context.createImageData(SIDE, SIDE);
  const start = index * SIDE * SIDE;
  for (let i = 0; i < SIDE * SIDE; i++) image.data[4 * i + 3] = pixels[start + i] ?? 0;
  context.putImageData(image, 0, 0);
  // The ink so far is only opacity: give it the colour.
  context.globalCompositeOperation = 'source-in';
  context.fillStyle = getComputedStyle(canvas).color;
  context.fillRect(0, 0, SIDE, SIDE);
  context.globalCompositeOperation = 'source-over';
}
