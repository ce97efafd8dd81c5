import { untrack } from 'svelte';
import { fetchCode } from '../parts/fetch-code';
import type { BarChart, BarConfiguration } from './chart';

/** What a chart component gives for its canvas. */
interface Drawing {
  configuration(canvas: HTMLCanvasElement): BarConfiguration;
  /** What is drawn, as text: while it stays as it was nothing is drawn again. */
  shown(): string;
  /** Told whether the charts' code could not be fetched. */
  fail(failed: boolean): void;
}

/** An attachment: one chart a canvas, updated in place and destroyed with it. */
export function attachChart({ configuration, shown, fail }: Drawing) {
  return (canvas: HTMLCanvasElement) => {
    let chart: BarChart | undefined;
    const update = () => {
      if (!chart) return;
      const { data, options } = configuration(canvas);
      chart.data = data;
      chart.options = options ?? {};
      chart.update();
    };
    const fetching = fetchCode(
      () => import('./chart'),
      ({ createChart }) => {
        chart = createChart(canvas, configuration(canvas));
        fail(false);
      },
      () => fail(true),
    );
    const forced = matchMedia('(forced-colors: active)');
    forced.addEventListener('change', update);
    $effect(() => {
      void shown();
      untrack(update);
    });
    return () => {
      fetching.stop();
      forced.removeEventListener('change', update);
      chart?.destroy();
    };
  };
}
