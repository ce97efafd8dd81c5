import { shareLost } from '../core/metrics/points-lost';
import { beginAlike, stepOf, withStep, type Recipe } from '../core/recipe';
import type { Report } from '../core/report';
import type { PruneStep } from '../core/steps/prune';
import type { QuantizeStep } from '../core/steps/quantize';
import type { Lab } from './lab.svelte';
import { Points, type Series } from './points.svelte';
import type { Settings } from './settings.svelte';

/** What is done to one layer at a time. */
export type Treatment = 'prune' | 'quantize';

/** What the answers lose when one layer alone is treated. */
export interface LayerLoss {
  /** Accuracy before less accuracy after, a fraction; below 0 where it gains. */
  readonly loss: number;
  /** Exact two-sided McNemar p-value of the images that changed between right and wrong. */
  readonly pValue: number;
}

/** Every layer alone at every level, all others as trained. */
export interface Scan {
  readonly model: string;
  /** The step that treats; its own sparsity or bits mean nothing. */
  readonly step: PruneStep | QuantizeStep;
  readonly layers: readonly string[];
  /** Sparsities in ascending order, or bits in descending order: each compresses more. */
  readonly levels: readonly number[];
  /** By layer, then by level; undefined until measured. */
  readonly losses: readonly (readonly (LayerLoss | undefined)[])[];
}

/** The levels that layers are treated at. */
export const LEVELS: Readonly<Record<Treatment, readonly number[]>> = {
  prune: [0.5, 0.7, 0.8, 0.9, 0.95, 0.99],
  quantize: [8, 6, 5, 4, 3, 2],
};

/** A layer alone is pruned by magnitude, whatever the reader's own recipe does. */
const PRUNE: PruneStep = { kind: 'prune', method: 'magnitude', scope: 'layer', sparsity: 0 };

/** Measures how much each layer bears. */
export class Sensitivity {
  /** What the next scan does to layers. */
  treatment: Treatment = $state('prune');
  /** The newest first; one of a model and a treatment. */
  private scans: readonly Scan[] = $state.raw([]);
  /** The network that is scanned. */
  private untreated?: Recipe;
  private readonly points: Points;

  constructor(
    private readonly lab: Pick<Lab, 'point' | 'recipe'>,
    private readonly settings: Pick<Settings, 'quantize'>,
  ) {
    this.points = new Points(lab);
  }

  /** The scan that was begun last, of whatever model, and how it comes on. */
  get latest(): Scan | undefined {
    return this.scans[0];
  }

  get series(): Series | undefined {
    return this.points.series;
  }

  get running(): boolean {
    return this.points.running;
  }

  /** The scan of the present model by a treatment, as far as it was measured. */
  scanOf(treatment: Treatment): Scan | undefined {
    const { model } = this.lab.recipe;
    return this.scans.find((scan) => scan.model === model && scan.step.kind === treatment);
  }

  /** Scans the layers of the present model, in place of an earlier scan by the same treatment. */
  async scan(treatment: Treatment, layers: readonly string[]): Promise<void> {
    const { recipe } = this.lab;
    const levels = LEVELS[treatment];
    const step = treatment === 'prune' ? PRUNE : withoutLayers(this.settings.quantize);
    const begun: Scan = {
      model: recipe.model,
      step,
      layers,
      levels,
      losses: layers.map(() => levels.map(() => undefined)),
    };
    this.scans = [begun, ...this.scans.filter((scan) => scan !== this.scanOf(treatment))];
    const cells = layers.flatMap((layer, row) =>
      levels.map((level, column) => ({ row, column, step: alone(begun, layer, level) })),
    );
    // How batch norm is read is not a treatment, and each way would be another network to the engine.
    const batchnorm = stepOf(recipe, 'batchnorm');
    const untreated: Recipe = { model: recipe.model, steps: batchnorm ? [batchnorm] : [] };
    this.untreated = untreated;
    await this.points.measure(
      cells.map(({ step }) => withStep(untreated, step.kind, step)),
      (report, i) => this.put(cells[i]!, lossOf(report)),
    );
  }

  cancel(): void {
    this.points.cancel();
  }

  /** Gives a scan of another network up: two would take turns in the engine. */
  keepTo(recipe: Recipe): void {
    if (this.untreated && !beginAlike(this.untreated, recipe)) this.cancel();
  }

  private put({ row, column }: { row: number; column: number }, loss: LayerLoss): void {
    const [scan, ...others] = this.scans;
    const losses = scan!.losses.map((line, i) => (i === row ? line.with(column, loss) : line));
    this.scans = [{ ...scan!, losses }, ...others];
  }
}

/** A step that treats one layer and leaves the others as they are. */
function alone({ step, layers }: Scan, layer: string, level: number): PruneStep | QuantizeStep {
  if (step.kind === 'prune') return { ...step, layers: { [layer]: level } };
  const others = layers.filter((other) => other !== layer);
  const spared = Object.fromEntries(others.map((other) => [other, 'float32'] as const));
  return { ...step, bits: level, layers: spared };
}

function lossOf(report: Report): LayerLoss {
  return { loss: shareLost(report), pValue: report.accuracy.change.pValue };
}

function withoutLayers({ bits, granularity, scheme }: QuantizeStep): QuantizeStep {
  return { kind: 'quantize', bits, granularity, scheme };
}
