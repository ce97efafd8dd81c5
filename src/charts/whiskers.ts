import type { ChartDataset, Plugin } from 'chart.js';

/** A bar dataset whose values have intervals: a line from low to high is drawn over each bar. */
interface WithIntervals {
  readonly intervals?: readonly (readonly [low: number, high: number] | undefined)[];
}

const CAP = 3;

/** Draws the intervals of horizontal bars as whiskers. */
export const whiskers: Plugin<'bar'> = {
  id: 'whiskers',
  afterDatasetsDraw(chart) {
    const { ctx } = chart;
    const scale = chart.scales['x'];
    if (!scale) return;
    ctx.save();
    ctx.lineWidth = 1.5;
    chart.data.datasets.forEach((dataset, index) => {
      const { intervals } = dataset as ChartDataset<'bar'> & WithIntervals;
      ctx.strokeStyle = String(chart.options.color);
      chart.getDatasetMeta(index).data.forEach((bar, i) => {
        const interval = intervals?.[i];
        if (!interval) return;
        const [low, high] = interval.map((value) => scale.getPixelForValue(value)) as [
          number,
          number,
        ];
        ctx.beginPath();
        ctx.moveTo(low, bar.y);
        ctx.lineTo(high, bar.y);
        for (const x of [low, high]) {
          ctx.moveTo(x, bar.y - CAP);
          ctx.lineTo(x, bar.y + CAP);
        }
        ctx.stroke();
      });
    });
    ctx.restore();
  },
};
