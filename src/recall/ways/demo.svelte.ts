import type { Provable } from '../item';
import type { Proof } from '../proof';
import type { Scenario, Scene } from '../scenarios';

/** What a question has shown so far: the vote, then the figures, then the answer. */
export type Phase = 'vote' | 'run' | 'answer';

/** The part of the page that a demonstration runs its experiments on. */
interface Runner {
  readonly proof: Proof;
  prove(id: string, experiment: Provable['experiment']): void;
}

/** A scenario in front of a class. Nothing of a question is run or shown before a hand is up. */
export class Demo {
  scenario: Scenario | undefined = $state.raw();
  private at = $state(0);
  phase: Phase = $state('vote');
  /** Hands up for each option of the question. */
  hands: readonly number[] = $state.raw([]);

  constructor(private readonly runner: Runner) {}

  get scene(): Scene | undefined {
    return this.scenario?.scenes[this.at];
  }

  /** The number of the scene, from 1. */
  get number(): number {
    return this.at + 1;
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

  begin(scenario: Scenario): void {
    this.scenario = scenario;
    this.show(0);
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
      this.phase = 'run';
      this.runner.prove(scene.item.id, scene.item.experiment);
    } else if (scene.kind === 'ask' && phase === 'run') {
      this.phase = 'answer';
    } else {
      this.show(this.at + 1);
    }
  }

  /** To the scene before, which begins anew. */
  back(): void {
    if (this.canGoBack) this.show(this.at - 1);
  }

  /** Counts a hand for an option, or (−1) takes one back. No hand counts once the figures are shown. */
  vote(option: number, by: 1 | -1): void {
    if (this.phase !== 'vote' || !(option in this.hands)) return;
    this.hands = this.hands.map((count, i) => (i === option ? Math.max(0, count + by) : count));
  }

  /** Whether the experiment of a question has come to its end, good or bad. */
  private ended({ id }: Provable): boolean {
    const { proof } = this.runner;
    // An experiment that the reader broke off leaves nothing to wait for.
    return proof.item !== id || proof.state !== 'running';
  }

  private show(index: number): void {
    this.at = index;
    this.phase = 'vote';
    const { scene } = this;
    this.hands = scene?.kind === 'ask' ? scene.item.options.map(() => 0) : [];
  }
}
