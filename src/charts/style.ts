const FONT_SIZE = 12;

/** The page's colours and font, as the canvas has them in the present theme. */
export function styleOf(canvas: HTMLCanvasElement) {
  const style = getComputedStyle(canvas);
  return {
    color: (name: string) => style.getPropertyValue(`--${name}`).trim(),
    font: { family: style.fontFamily, size: FONT_SIZE },
  };
}
