import type { Chart, Plugin } from 'chart.js';

/** A column that is higher than its axis. */
interface Broken {
  readonly value: number;
  /** The column's middle, in pixels. */
  readonly x: number;
  readonly width: number;
}

/** Pixels from the top of the plot to the break, its height, and from it to the value. */
const TOP = 10;
const GAP = 4;
const ASIDE = 4;

/** The columns of a chart that its axis cuts off. */
export function brokenOf(
  chart: Pick<Chart<'bar'>, 'data' | 'scales' | 'getDatasetMeta'>,
): Broken[] {
  const { max } = chart.scales['y']!;
  return chart.data.datasets.flatMap(({ data }, index) =>
    data.flatMap((value, i): Broken[] => {
      if (typeof value !== 'number' || value <= max) return [];
      const { x, width } = chart.getDatasetMeta(index).data[i] as unknown as Broken;
      return [{ value, x, width }];
    }),
  );
}

/** Breaks upright columns that are higher than the axis, and writes their values beside the break. */
export const breaks: Plugin<'bar'> = {
  id: 'breaks',
  afterDatasetsDraw(chart) {
    if (chart.options.indexAxis === 'y') return;
    const { ctx, chartArea } = chart;
    ctx.save();
    for (const { value, x, width } of brokenOf(chart)) {
      const half = width / 2 + 2;
      const top = chartArea.top + TOP;
      ctx.beginPath();
      ctx.moveTo(x - half, top + GAP);
      ctx.lineTo(x + half, top - GAP);
      ctx.lineTo(x + half, top);
      ctx.lineTo(x - half, top + 2 * GAP);
      ctx.fillStyle = String(chart.options.backgroundColor);
      ctx.fill();
      ctx.fillStyle = String(chart.options.color);
      ctx.textBaseline = 'middle';
      ctx.fillText(value.toLocaleString('en'), x + half + ASIDE, top);
    }
    ctx.restore();
  },
};
