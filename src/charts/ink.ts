/** Fills a canvas with ink in its text colour: one opacity a pixel, 0 to 255, row after row. */
export function drawInk(
  canvas: HTMLCanvasElement,
  width: number,
  height: number,
  ink: ArrayLike<number>,
): void {
  const context = canvas.getContext('2d');
  if (!context || width * height === 0) return;
  canvas.width = width;
  canvas.height = height;
  const image = context.createImageData(width, height);
  for (let i = 0; i < width * height; i++) image.data[4 * i + 3] = ink[i] ?? 0;
  context.putImageData(image, 0, 0);
  // The ink so far is only opacity: give it the colour.
  context.globalCompositeOperation = 'source-in';
  context.fillStyle = getComputedStyle(canvas).color;
  context.fillRect(0, 0, width, height);
  context.globalCompositeOperation = 'source-over';
}
