import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type ChartConfiguration,
} from 'chart.js';
import { whiskers } from './whiskers';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, whiskers);
Chart.register(LineController, LineElement, PointElement);

export type BarConfiguration = ChartConfiguration<'bar'>;
export type AnyConfiguration = BarConfiguration | ChartConfiguration<'line'>;
export type AnyChart = Chart;

/** Makes a chart on a canvas; it is the caller's to update and destroy. */
export function createChart(canvas: HTMLCanvasElement, configuration: AnyConfiguration): AnyChart {
  return new Chart(canvas, configuration as ChartConfiguration);
}
