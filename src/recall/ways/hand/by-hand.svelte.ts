import type { Report } from '../../../core/report';
import type { Confidence } from '../../keep/attempt';
import type { Progress } from '../../keep/progress.svelte';
import { check, type Checked } from './check';
import { exerciseOf, type Exercise } from './exercise';
import { fieldsOf, sheetOf, type Field, type Sheet } from './fields';
import type { LevelName } from './levels';
import { questionsOf, type RunQuestion } from './questions';

/** Seeds that are drawn have four digits, which are soon told to a class. */
const SEEDS = 10_000;

/** What was entered for one number. */
export class Entry {
  text = $state('');
  /** The verdict on the text as it was left, undefined while it is being entered. */
  verdict: Checked | undefined = $state.raw();
  /** Whether the number was shown, or was wrong at first. */
  helped = $state(false);

  constructor(readonly field: Field) {}

  check(): void {
    this.verdict = check(this.field, this.text);
    if (this.verdict && !this.verdict.right) this.helped = true;
  }

  show(): void {
    this.text = String(this.field.answer);
    this.helped = true;
    this.verdict = { right: true, says: 'Shown.' };
  }
}

/** One exercise being worked out. */
export class Work {
  readonly exercise: Exercise;
  readonly sheet: Sheet;
  readonly entries: Readonly<Record<string, Entry>>;
  private recorded = false;

  constructor(
    level: LevelName,
    seed: string,
    private readonly progress: Progress,
    private readonly now: () => number,
  ) {
    this.exercise = exerciseOf(level, seed);
    this.sheet = sheetOf(this.exercise);
    this.entries = Object.fromEntries(
      fieldsOf(this.sheet).map((field) => [field.id, new Entry(field)]),
    );
  }

  get right(): number {
    return Object.values(this.entries).filter(({ verdict }) => verdict?.right).length;
  }

  get done(): boolean {
    return this.right === Object.keys(this.entries).length;
  }

  /** Judges one number, or all; once all are right the exercise is recorded. */
  check(id?: string): void {
    const entries = Object.values(this.entries);
    for (const entry of entries) if (!id || entry.field.id === id) entry.check();
    this.recordOnce(entries);
  }

  show(id: string): void {
    this.entries[id]!.show();
    this.recordOnce(Object.values(this.entries));
  }

  private recordOnce(entries: readonly Entry[]): void {
    if (!this.done || this.recorded) return;
    this.recorded = true;
    this.progress.record({
      item: `hand-${this.exercise.level}`,
      answer: { kind: 'numbers', numbers: entries.map(({ field }) => field.answer) },
      confidence: null,
      correct: entries.every(({ helped }) => !helped),
      time: this.now(),
    });
  }
}

/** One question about the reader's run, as far as it is answered. */
class RunEntry {
  text = $state('');
  confidence = $state<Confidence | null>(null);
  verdict: Checked | undefined = $state.raw();

  constructor(readonly question: RunQuestion) {}
}

/** Questions about the run that was there when they were asked for. */
export class RunWork {
  readonly entries: readonly RunEntry[];
  index = $state(0);

  constructor(
    readonly report: Report,
    private readonly progress: Progress,
    private readonly now: () => number,
  ) {
    this.entries = questionsOf(report).map((question) => new RunEntry(question));
  }

  get entry(): RunEntry {
    return this.entries[this.index]!;
  }

  get right(): number {
    return this.entries.filter(({ verdict }) => verdict?.right).length;
  }

  /** Commits the number; what is no number is told to be none, and waits for another. */
  commit(): void {
    const { entry } = this;
    if (entry.confidence === null) return;
    entry.verdict = check({ ...entry.question, traps: [] }, entry.text);
    const { right, given } = entry.verdict ?? {};
    if (given === undefined || right === undefined) return;
    this.progress.record({
      item: entry.question.id,
      answer: { kind: 'numbers', numbers: [given] },
      confidence: entry.confidence,
      correct: right,
      time: this.now(),
    });
  }
}

/** By hand: nothing chosen yet, an exercise, or questions about the reader's run. */
export class ByHand {
  seed = $state('');
  work: Work | undefined = $state.raw();
  run: RunWork | undefined = $state.raw();

  constructor(
    private readonly progress: Progress,
    private readonly now: () => number,
  ) {
    this.seed = this.drawn();
  }

  /** Opens the exercise of a level, with the numbers of the seed. */
  open(level: LevelName): void {
    this.work = new Work(level, this.seed.trim(), this.progress, this.now);
  }

  /** Puts an exercise of this level with new numbers. */
  another(): void {
    const level = this.work?.exercise.level;
    const next = this.drawn();
    // The clock may not have moved on.
    this.seed = next === this.seed ? String((Number(next) + 1) % SEEDS) : next;
    if (level) this.open(level);
  }

  ask(report: Report): void {
    this.run = new RunWork(report, this.progress, this.now);
  }

  leave(): void {
    this.work = undefined;
    this.run = undefined;
  }

  private drawn(): string {
    return String(this.now() % SEEDS);
  }
}
