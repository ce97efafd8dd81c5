import type { Evidence } from '../../../core/experiment';
import type { Confidence } from '../../keep/attempt';
import type { Progress } from '../../keep/progress.svelte';
import type { Case } from '../../content/case';

/** How far one case has come. */
class Visit {
  option = $state<number | null>(null);
  confidence = $state<Confidence | null>(null);
  committed = $state(false);
  /** Reports that the diagnosis was made by, and those of the remedy: kept when others run. */
  ran: Evidence | undefined = $state.raw();
  remedied: Evidence | undefined = $state.raw();
}

/** A reader going through the cases. */
export class Clinic {
  index = $state(0);
  private readonly visits: readonly Visit[];

  constructor(
    readonly cases: readonly Case[],
    private readonly progress: Progress,
    private readonly now: () => number,
  ) {
    this.visits = cases.map(() => new Visit());
    const met = progress.attempts.map(({ item }) => item);
    this.index = Math.max(
      0,
      cases.findIndex(({ id }) => !met.includes(id)),
    );
  }

  get case(): Case {
    return this.cases[this.index]!;
  }

  get visit(): Visit {
    return this.visits[this.index]!;
  }

  /** Commits the diagnosis, once the case was run. */
  commit(): void {
    const { visit } = this;
    if (!visit.ran || visit.committed) return;
    if (visit.option === null || visit.confidence === null) return;
    visit.committed = true;
    this.progress.record({
      item: this.case.id,
      answer: { kind: 'option', option: visit.option },
      confidence: visit.confidence,
      correct: this.case.options[visit.option]?.correct ?? false,
      time: this.now(),
    });
  }

  go(index: number): void {
    this.index = index;
  }
}
