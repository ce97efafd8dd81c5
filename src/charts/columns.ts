import type { BarConfiguration } from './chart';
import { styleOf } from './style';

/** Options of a chart of many columns, in which those of one dataset stand before the other's. */
export function columnOptions(
  canvas: HTMLCanvasElement,
  {
    max,
    categoryPercentage,
    labelEvery,
  }: {
    readonly max?: number;
    readonly categoryPercentage: number;
    /** Columns from one label to the next; left out where any will do. */
    readonly labelEvery?: number;
  },
): BarConfiguration['options'] {
  const { color, font } = styleOf(canvas);
  return {
    responsive: true,
    maintainAspectRatio: false,
    animation: false,
    events: [],
    color: color('ink'),
    backgroundColor: color('panel'),
    datasets: { bar: { grouped: false, categoryPercentage } },
    scales: {
      x: {
        ticks: {
          color: color('ink-soft'),
          font,
          maxRotation: 0,
          ...(labelEvery
            ? {
                autoSkip: false,
                callback(column) {
                  return Number(column) % labelEvery === 0
                    ? this.getLabelForValue(Number(column))
                    : undefined;
                },
              }
            : { maxTicksLimit: 9 }),
        },
        grid: { display: false },
        border: { color: color('line') },
      },
      y: {
        max,
        ticks: { color: color('ink-soft'), font, maxTicksLimit: 5, includeBounds: false },
        grid: { color: color('line') },
        border: { display: false },
      },
    },
  };
}
