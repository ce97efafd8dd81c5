import { untrack } from 'svelte';
import type { BarChart, BarConfiguration } from './chart';

/** What a chart component gives for its canvas. */
interface Drawing {
  configuration(canvas: HTMLCanvasElement): BarConfiguration;
  /** What is drawn, as text: while it stays as it was nothing is drawn again. */
  shown(): string;
  /** Called where the charts' code could not be fetched. */
  fail(): void;
}

/** An attachment: one chart a canvas, updated in place and destroyed with it. */
export function attachChart({ configuration, shown, fail }: Drawing) {
  return (canvas: HTMLCanvasElement) => {
    let chart: BarChart | undefined;
    let gone = false;
    const update = () => {
      if (!chart) return;
      const { data, options } = configuration(canvas);
      chart.data = data;
      chart.options = options ?? {};
      chart.update();
    };
    import('./chart').then(({ createChart }) => {
      if (!gone) chart = createChart(canvas, configuration(canvas));
    }, fail);
    $effect(() => {
      void shown();
      untrack(update);
    });
    return () => {
      gone = true;
      chart?.destroy();
    };
  };
}
