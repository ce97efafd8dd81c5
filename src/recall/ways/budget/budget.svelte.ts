import type { Report } from '../../../core/report';
import { CHALLENGES, type Challenge } from '../../content/en/challenges';
import type { Bench } from '../../proof/context';
import { standings, type LimitStanding } from '../../proof/goals';
import { isBeingMeasured, ownLack, ownReport, type OwnBench } from '../../proof/own';
import type { Progress } from '../../keep/progress.svelte';
import { statusOf, type Status } from '../../keep/status';

/** A reader at the challenges: which one is taken, and how their newest report stands to it. */
export class Budget {
  index = $state(0);
  /** The challenges taken in this session; a report from before is no try at one. */
  private taken: readonly string[] = $state.raw([]);
  private hinted: Readonly<Record<string, number>> = $state.raw({});

  /** `now` returns milliseconds since 1970. */
  constructor(
    private readonly bench: OwnBench & Pick<Bench, 'open'>,
    private readonly progress: Progress,
    private readonly now: () => number,
  ) {}

  get challenge(): Challenge {
    return CHALLENGES[this.index]!;
  }

  get isTaken(): boolean {
    return this.taken.includes(this.challenge.id);
  }

  /** How many hints are to be seen. */
  get hints(): number {
    return this.hinted[this.challenge.id] ?? 0;
  }

  /** The report of what is set, where the challenge is taken and its model is set. */
  get report(): Report | undefined {
    return this.isTaken ? ownReport(this.bench, this.challenge.model) : undefined;
  }

  /** What a taken challenge waits for, in words; '' where it can be judged. */
  get lack(): string {
    return this.isTaken ? ownLack(this.bench, this.challenge.model, this.standings) : '';
  }

  /** Whether what is set is being measured for the challenge. */
  get measuring(): boolean {
    return this.isTaken && isBeingMeasured(this.bench, this.challenge.model);
  }

  get standings(): readonly LimitStanding[] {
    return standings(this.challenge.limits, this.report);
  }

  /** Whether every limit is met by what is set. */
  get met(): boolean {
    return this.isTaken && this.lack === '' && this.standings.every(({ met }) => met);
  }

  /** Whether there was a try: a report of anything but the network as trained. */
  get tried(): boolean {
    return (this.report?.recipe.steps.length ?? 0) > 0;
  }

  get shown(): boolean {
    return this.attempts.some(({ answer }) => answer.kind === 'shown');
  }

  get done(): boolean {
    return this.attempts.some(({ correct }) => correct);
  }

  get statuses(): readonly Status[] {
    return CHALLENGES.map(({ id }) => {
      const own = this.progress.attempts.filter(({ item }) => item === id);
      // What was met once stays met.
      return statusOf(own.find(({ correct }) => correct) ?? own.at(-1));
    });
  }

  private get attempts() {
    return this.progress.attempts.filter(({ item }) => item === this.challenge.id);
  }

  go(index: number): void {
    if (index in CHALLENGES) this.index = index;
  }

  /** Opens the challenge's network as trained, as the reader's own. */
  take(): void {
    this.taken = [...this.taken, this.challenge.id];
    this.bench.open({ model: this.challenge.model, steps: [] });
  }

  hint(): void {
    this.hinted = { ...this.hinted, [this.challenge.id]: this.hints + 1 };
  }

  /** Shows one way, and opens it. */
  show(): void {
    if (!this.shown) this.record('shown');
    this.bench.open({ model: this.challenge.model, steps: this.challenge.way.steps });
  }

  /** Keeps that the challenge was met, once, unless the way had been shown. */
  keep(): void {
    if (this.met && !this.done && !this.shown) this.record('done');
  }

  private record(kind: 'shown' | 'done'): void {
    this.progress.record({
      item: this.challenge.id,
      answer: { kind },
      confidence: null,
      correct: kind === 'done',
      time: this.now(),
    });
  }
}
