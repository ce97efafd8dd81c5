import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  type ChartConfiguration,
} from 'chart.js';
import { breaks } from './breaks';
import { whiskers } from './whiskers';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, whiskers, breaks);

export type BarChart = Chart<'bar'>;
export type BarConfiguration = ChartConfiguration<'bar'>;

/** Makes a chart on a canvas; it is the caller's to update and destroy. */
export function createChart(canvas: HTMLCanvasElement, configuration: BarConfiguration): BarChart {
  return new Chart(canvas, configuration);
}
