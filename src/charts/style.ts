/** Pixels from one line of the hatch to the next. */
const HATCH = 6;

/** The page's colours and font, as the canvas has them in the present theme; its size in CSS pixels. */
export function styleOf(canvas: HTMLCanvasElement) {
  const { fontFamily, fontSize } = getComputedStyle(canvas);
  /** By way of the canvas's own colour, for a token may name one of the system's. */
  const color = (name: string) => {
    canvas.style.color = `var(--${name})`;
    const { color } = getComputedStyle(canvas);
    canvas.style.color = '';
    return color;
  };
  return {
    color,
    font: { family: fontFamily, size: parseFloat(fontSize) },
    /** What fills the bars of a side: before is hatched, so that its colour is not the only sign. */
    fill: (side: 'before' | 'after') => (side === 'before' && hatchOf(color(side))) || color(side),
  };
}

/** Diagonal lines that go on from tile to tile, or null where there is no canvas to draw them on. */
function hatchOf(color: string): CanvasPattern | null {
  const tile = document.createElement('canvas');
  tile.width = tile.height = HATCH;
  const context = tile.getContext('2d');
  if (!context) return null;
  context.strokeStyle = color;
  context.lineWidth = HATCH / 2;
  context.beginPath();
  for (const shift of [-HATCH, 0, HATCH]) {
    context.moveTo(shift - 1, HATCH + 1);
    context.lineTo(shift + HATCH + 1, -1);
  }
  context.stroke();
  return context.createPattern(tile, 'repeat');
}
