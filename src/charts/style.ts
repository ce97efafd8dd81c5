/** The page's colours and font, as the canvas has them in the present theme; its size in CSS pixels. */
export function styleOf(canvas: HTMLCanvasElement) {
  const style = getComputedStyle(canvas);
  return {
    color: (name: string) => style.getPropertyValue(`--${name}`).trim(),
    font: { family: style.fontFamily, size: parseFloat(style.fontSize) },
  };
}
