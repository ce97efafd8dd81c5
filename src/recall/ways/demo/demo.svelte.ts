import type { Provable } from '../../content/item';
import type { Proof } from '../../proof/proof';
import type { Scenario, Scene } from '../../content/en/scenarios';

/** What a question has shown so far: the vote, then the figures, then the answer. */
export type Phase = 'vote' | 'run' | 'answer';

/** The part of the page that a demonstration runs its experiments on. */
interface Runner {
  readonly proof: Proof;
  prove(id: string, experiment: Provable['experiment']): void;
}

/** What became of a scene: the class's hands stay with it, whatever is shown meanwhile. */
interface Shown {
  readonly phase: Phase;
  /** Hands up for each option of the question. */
  readonly hands: readonly number[];
}

/** A scenario in front of a class. Nothing of a question is run or shown before a hand is up. */
export class Demo {
  scenario: Scenario | undefined = $state.raw();
  private at = $state(0);
  /** Of each scene. */
  private shown: readonly Shown[] = $state.raw([]);

  constructor(private readonly runner: Runner) {}

  get scene(): Scene | undefined {
    return this.scenario?.scenes[this.at];
  }

  /** The number of the scene, from 1. */
  get number(): number {
    return this.at + 1;
  }

  get phase(): Phase {
    return this.shown[this.at]?.phase ?? 'vote';
  }

  /** Hands up for each option of the question. */
  get hands(): readonly number[] {
    return this.shown[this.at]?.hands ?? [];
  }

  get voted(): boolean {
    return this.hands.some((count) => count > 0);
  }

  /** Whether there is anything to go on to now. */
  get canGoOn(): boolean {
    const { scene, phase, scenario } = this;
    if (!scene || !scenario) return false;
    if (scene.kind === 'ask' && phase === 'vote') return this.voted;
    if (scene.kind === 'ask' && phase === 'run') return this.ended(scene.item);
    return this.number < scenario.scenes.length;
  }

  /** Whether there is anything to go back to. */
  get canGoBack(): boolean {
    return this.at > 0;
  }

  /** Shows a scenario from its first scene, with no hand up. */
  begin(scenario: Scenario): void {
    this.scenario = scenario;
    this.shown = scenario.scenes.map((scene) => ({
      phase: 'vote',
      hands: scene.kind === 'ask' ? scene.item.options.map(() => 0) : [],
    }));
    this.at = 0;
  }

  /** Back to the choice of scenarios. */
  end(): void {
    this.scenario = undefined;
  }

  /** One step further: from the vote to the figures, to the answer, to the next scene. */
  next(): void {
    const { scene, phase } = this;
    if (!scene || !this.canGoOn) return;
    if (scene.kind === 'ask' && phase === 'vote') {
      this.note({ phase: 'run' });
      this.runner.prove(scene.item.id, scene.item.experiment);
    } else if (scene.kind === 'ask' && phase === 'run') {
      this.note({ phase: 'answer' });
    } else {
      this.at++;
    }
  }

  /** To the scene before, as it was left. */
  back(): void {
    if (this.canGoBack) this.at--;
  }

  /** Counts a hand for an option, or (−1) takes one back. No hand counts once the figures are shown. */
  vote(option: number, by: 1 | -1): void {
    if (this.phase !== 'vote' || !(option in this.hands)) return;
    const count = Math.max(0, this.hands[option]! + by);
    this.note({ hands: this.hands.with(option, count) });
  }

  /** Whether the experiment of a question has come to its end, good or bad. */
  private ended({ id }: Provable): boolean {
    const { proof } = this.runner;
    // An experiment that the reader broke off leaves nothing to wait for.
    return proof.item !== id || proof.state !== 'running';
  }

  private note(change: Partial<Shown>): void {
    this.shown = this.shown.with(this.at, { ...this.shown[this.at]!, ...change });
  }
}
