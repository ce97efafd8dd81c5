import { beginAlike, type Recipe } from '../core/recipe';
import { sameRecipe } from '../core/recipe-key';
import type { AccuracyFigures, Report, SizeFigures } from '../core/report';
import { ALONG, baseOf, placeOf, type SettingName } from './along';
import type { Lab } from './lab.svelte';
import { Points, type Series } from './points.svelte';
import type { Settings } from './settings.svelte';

/** What was measured at one place of a curve. */
export interface SweptPoint {
  readonly place: number;
  readonly accuracy: AccuracyFigures;
  readonly size: SizeFigures;
}

/** Accuracy and size of a recipe along one of its settings. */
export interface SweptCurve {
  readonly setting: SettingName;
  /** See `Along`. */
  readonly base: Recipe;
  /** As far as they were measured, by place. */
  readonly points: readonly SweptPoint[];
}

/** Earlier curves that are kept of a model and a setting. */
const EARLIER = 3;

/** Draws curves of the reader's recipe along one of its settings, and keeps the last ones. */
export class Sweep {
  /** What the next curve is drawn along. */
  setting: SettingName = $state('sparsity');
  /** The newest first. */
  private curves: readonly SweptCurve[] = $state.raw([]);
  private readonly points: Points;

  constructor(
    private readonly lab: Pick<Lab, 'point' | 'recipe'>,
    private readonly settings: Settings,
  ) {
    this.points = new Points(lab);
  }

  /** The curve that was begun last, of whatever model, and how it comes on. */
  get latest(): SweptCurve | undefined {
    return this.curves[0];
  }

  get series(): Series | undefined {
    return this.points.series;
  }

  /** Whether a curve is being drawn: the latest. */
  get running(): boolean {
    return this.points.running;
  }

  /** The curves of the present model along a setting, the newest first. */
  along(setting: SettingName): readonly SweptCurve[] {
    return this.curves.filter((curve) => isOf(curve, setting, this.lab.recipe.model));
  }

  /** Draws a curve of the reader's recipe as it is now, in place of a curve of the same one. */
  async draw(setting: SettingName): Promise<void> {
    const base = baseOf(setting, this.lab.recipe, this.settings);
    const { places, at } = ALONG[setting];
    const like = this.along(setting).filter((curve) => !sameRecipe(curve.base, base));
    const kept = like.filter(({ points }) => points.length > 1).slice(0, EARLIER);
    const others = this.curves.filter((curve) => !isOf(curve, setting, base.model));
    this.curves = [{ setting, base, points: [] }, ...kept, ...others];
    const order = coarseFirst(places.length).map((index) => places[index]!);
    const recipes = order.map((place) => at(base, place));
    await this.points.measure(recipes, (report, i) =>
      this.put(this.curves[0]!, pointOf(order[i]!, report)),
    );
  }

  cancel(): void {
    this.points.cancel();
  }

  /** Gives a curve up that is being drawn of another network: two would take turns in the engine. */
  keepTo(recipe: Recipe): void {
    if (this.latest && !beginAlike(this.latest.base, recipe)) this.cancel();
  }

  /** Takes a run of the reader's as a point, where it lies on the newest curve of its model. */
  add(report: Report): void {
    for (const setting of Object.keys(ALONG) as SettingName[]) {
      const curve = this.curves.find((each) => isOf(each, setting, report.recipe.model));
      const images = curve?.points[0]?.accuracy.images;
      // Previews see fewer images, and what was trained lies on no curve.
      if (!curve || images !== report.accuracy.after.images || report.tunings.length > 0) continue;
      const place = placeOf(setting, curve.base, report.recipe);
      if (place === undefined || curve.points.some((point) => point.place === place)) continue;
      this.put(curve, pointOf(place, report));
    }
  }

  private put(curve: SweptCurve, point: SweptPoint): void {
    const others = curve.points.filter(({ place }) => place !== point.place);
    const points = [...others, point].sort((a, b) => a.place - b.place);
    this.curves = this.curves.map((each) => (each === curve ? { ...curve, points } : each));
  }
}

/**
 * Indices from 0 to n − 1, the ends first, then the middle of each gap in turn, so that a curve shows
 * its shape early.
 */
export function coarseFirst(n: number): number[] {
  const order = n > 1 ? [0, n - 1] : [0].slice(0, n);
  let gaps: (readonly [from: number, to: number])[] = [[0, n - 1]];
  while (gaps.length > 0) {
    const middles = gaps.map(([from, to]) => [from, (from + to) >> 1, to] as const);
    const inside = middles.filter(([from, middle, to]) => middle > from && middle < to);
    order.push(...inside.map(([, middle]) => middle));
    gaps = inside.flatMap(([from, middle, to]) => [
      [from, middle],
      [middle, to],
    ]);
  }
  return order;
}

function pointOf(place: number, { accuracy, size }: Report): SweptPoint {
  return { place, accuracy: accuracy.after, size: size.after };
}

function isOf(curve: SweptCurve, setting: SettingName, model: string): boolean {
  return curve.setting === setting && curve.base.model === model;
}
