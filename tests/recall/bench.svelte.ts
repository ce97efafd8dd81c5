import type { Experiment } from '../../src/core/experiment';
import type { Recipe } from '../../src/core/recipe';
import type { Report } from '../../src/core/report';
import { BENCH, PRACTICE, type Bench } from '../../src/recall/proof/context';
import { Practice } from '../../src/recall/practice.svelte';
import { Progress } from '../../src/recall/keep/progress.svelte';
import type { Proof } from '../../src/recall/proof/proof';

/** A bench that measures nothing: a test sets what it says, and reads what it was asked for. */
export class FakeBench implements Bench {
  recipe: Recipe = $state.raw({ model: 'lenet-300-100', steps: [] });
  report: Report | undefined = $state.raw();
  busy = $state(false);
  borrowed = $state(false);
  training = $state(false);
  proof: Proof = $state.raw({ item: '', state: 'idle' });
  /** Ids of what was to be proved, and `restore`. */
  readonly asked: string[] = [];
  readonly opened: Recipe[] = [];
  /** What was handed out as files, by their names. */
  readonly files: { readonly name: string; readonly text: string }[] = [];
  /** Answers an experiment at once, where it is given. */
  answer: ((experiment: Experiment) => Report[]) | undefined;

  prove(id: string, experiment: Experiment): void {
    this.asked.push(id);
    if (!this.answer) return;
    this.borrowed = true;
    this.proof = { item: id, state: 'done', reports: this.answer(experiment) };
  }

  restore(): void {
    this.asked.push('restore');
    this.borrowed = false;
  }

  open(recipe: Recipe): void {
    this.opened.push(recipe);
    this.recipe = recipe;
    this.report = undefined;
  }

  /** The page has measured what is set. */
  measured(report: Report): void {
    this.recipe = report.recipe;
    this.report = report;
  }

  nameOf(model: string): string {
    return `Model ${model}`;
  }

  download(text: string, name: string): void {
    this.files.push({ name, text });
  }
}

/** What a component of the recall panel finds around it. */
export function surroundings(bench: Bench, practice: Practice): Map<symbol, unknown> {
  // Svelte asks for a plain map.
  // eslint-disable-next-line svelte/prefer-svelte-reactivity
  return new Map<symbol, unknown>([
    [BENCH, bench],
    [PRACTICE, practice],
  ]);
}

/** A bench with this report, practice that is not stored, and both as a component finds them. */
export function stage(report?: Report) {
  const bench = new FakeBench();
  if (report) Object.assign(bench, { report, recipe: report.recipe });
  const practice = new Practice(new Progress(() => undefined), () => 1_000);
  return { bench, practice, context: surroundings(bench, practice) };
}
