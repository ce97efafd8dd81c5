import type { Recipe } from '../core/recipe';
import type { Report } from '../core/report';
import type { Lab } from './lab.svelte';

/** How far a series of points has come. */
export interface Series {
  readonly state: 'running' | 'done' | 'cancelled' | 'failed';
  readonly done: number;
  readonly of: number;
  /** Why it failed. */
  readonly message?: string;
}

/** Has points measured in the background, a series at a time. */
export class Points {
  series: Series | undefined = $state.raw();
  private asked = new AbortController();

  constructor(private readonly lab: Pick<Lab, 'point'>) {}

  get running(): boolean {
    return this.series?.state === 'running';
  }

  /**
   * Measures recipes in their order, and tells each report with the recipe's index. A series under way
   * is cancelled. The first point that cannot be measured ends the series; `hear` has what came before.
   */
  async measure(
    recipes: readonly Recipe[],
    hear: (report: Report, index: number) => void,
  ): Promise<void> {
    this.cancel();
    const { signal } = (this.asked = new AbortController());
    const of = recipes.length;
    let done = 0;
    this.series = { state: 'running', done, of };
    try {
      await Promise.all(
        recipes.map(async (recipe, index) => {
          const report = await this.lab.point(recipe, signal);
          if (signal.aborted) return;
          hear(report, index);
          this.series = { state: 'running', done: ++done, of };
        }),
      );
      if (!signal.aborted) this.series = { state: 'done', done, of };
    } catch (error) {
      if (signal.aborted) return;
      this.series = { state: 'failed', done, of, message: (error as Error).message };
      this.asked.abort();
    }
  }

  /** Ends the series under way, if there is one; what was measured stays. */
  cancel(): void {
    if (!this.running) return;
    this.series = { ...this.series!, state: 'cancelled' };
    this.asked.abort();
  }
}
