import type { Report } from '../../../core/report';
import type { Bench } from '../../proof/context';
import { meets, standings } from '../../proof/goals';
import { BLANKS, OWN, WORKED } from '../../content/en/labs';
import { isBeingMeasured, ownLack, ownReport } from '../../proof/own';
import type { Answer } from '../../keep/attempt';
import type { Progress } from '../../keep/progress.svelte';

const STAGES = [WORKED, BLANKS, OWN];

/** A reader in the guided lab: what was run of each stage, and what they have filled in. */
export class GuidedLab {
  index = $state(0);
  /** Reports of the worked moves, in their order, as far as they were run. */
  moves: readonly Report[] = $state.raw([]);
  /** The choice for each blank. */
  filled: readonly (number | null)[] = $state.raw(BLANKS.blanks.map(() => null));
  /** What was run with the blanks filled in, and how they were. */
  trial: { readonly report: Report; readonly filled: readonly number[] } | undefined = $state.raw();
  hints = $state(0);
  private begun = $state(false);
  private running: readonly number[] = [];

  /** Opens at the first stage that is not done. `now` returns milliseconds since 1970. */
  constructor(
    private readonly bench: Bench,
    private readonly progress: Progress,
    private readonly now: () => number,
  ) {
    const open = STAGES.findIndex((_, at) => !this.isDone(at));
    this.index = Math.max(0, open);
  }

  isDone(stage: number): boolean {
    const { id } = STAGES[stage]!;
    return this.progress.attempts.some(({ item, correct }) => item === id && correct);
  }

  get complete(): boolean {
    return this.filled.every((choice) => choice !== null);
  }

  /** The report of the reader's own network, once they have begun with theirs. */
  get own(): Report | undefined {
    return this.begun ? ownReport(this.bench, OWN.model) : undefined;
  }

  /** What the last stage waits for once it is begun, in words; '' where it can be judged. */
  get lack(): string {
    return this.begun ? ownLack(this.bench, OWN.model, standings(OWN.limits, this.own)) : '';
  }

  /** Whether what is set is being measured for the last stage. */
  get measuring(): boolean {
    return this.begun && isBeingMeasured(this.bench, OWN.model);
  }

  get isBegun(): boolean {
    return this.begun;
  }

  /** Runs the next of the worked moves. */
  move(): void {
    const next = WORKED.moves[this.moves.length];
    if (next) this.run(`${WORKED.id}-${this.moves.length}`, WORKED.model, next);
  }

  /** Runs the network as it was filled in. */
  fillIn(): void {
    const filled = this.filled.filter((choice) => choice !== null);
    if (filled.length < this.filled.length) return;
    this.running = filled;
    this.trial = undefined;
    this.run(BLANKS.id, BLANKS.model, { label: 'As filled in', steps: BLANKS.steps(filled) });
  }

  choose(blank: number, filling: number): void {
    this.filled = this.filled.with(blank, filling);
  }

  /** Opens the network of the last stage as trained, as the reader's own. */
  begin(): void {
    this.begun = true;
    this.bench.open({ model: OWN.model, steps: [] });
  }

  /** Takes in what the page has measured since; to be called when that changes. */
  collect(): void {
    const { proof } = this.bench;
    const report = proof.state === 'done' ? proof.reports[0] : undefined;
    if (report && proof.item === `${WORKED.id}-${this.moves.length}`) {
      this.moves = [...this.moves, report];
      if (this.moves.length === WORKED.moves.length) this.finish(0, { kind: 'done' });
    } else if (report && proof.item === BLANKS.id && this.trial?.report !== report) {
      if (this.running.length === 0) return;
      this.trial = { report, filled: this.running };
      const numbers = this.running;
      if (meets(BLANKS.limits, report)) this.finish(1, { kind: 'numbers', numbers });
    }
    if (this.lack === '' && meets(OWN.limits, this.own)) this.finish(2, { kind: 'done' });
  }

  private run(
    id: string,
    model: string,
    trial: Parameters<Bench['prove']>[1]['trials'][number],
  ): void {
    this.bench.prove(id, { model, trials: [trial], measure: 'accuracy' });
  }

  private finish(stage: number, answer: Answer): void {
    if (this.isDone(stage)) return;
    const item = STAGES[stage]!.id;
    this.progress.record({ item, answer, confidence: null, correct: true, time: this.now() });
  }
}
