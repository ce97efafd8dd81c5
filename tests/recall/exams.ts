import type { LatencyFigures, Report } from '../../src/core/report';
import type { Recipe } from '../../src/core/recipe';
import type { Measure } from '../../src/engine/protocol';
import type { Examination } from '../../src/engine/examination';
import { HOOKS } from '../hooks';
import { examineShipped } from '../shipped';

/** Shipped models that are examined in turn, each made when it is first asked for. */
export class Exams {
  private readonly made = new Map<string, Promise<Examination>>();

  /** The last report of a run; `latency` stands in for times, which no test asserts. */
  async measure(
    { model, steps }: Recipe,
    measure: Measure,
    latency: readonly LatencyFigures[] = [],
  ): Promise<Report> {
    if (!this.made.has(model)) this.made.set(model, examineShipped(model));
    const exam = await this.made.get(model)!;
    let last: Report | undefined;
    await exam.run({ model, steps }, measure, { ...HOOKS, report: (report) => (last = report) });
    return { ...last!, latency };
  }

  async dispose(): Promise<void> {
    for (const exam of this.made.values()) (await exam).dispose();
  }
}
