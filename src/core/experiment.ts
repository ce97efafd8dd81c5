import type { Step } from './recipe';
import type { Report } from './report';

/** One setting of an experiment: the steps applied to the model, under a short label. */
export interface Trial {
  readonly label: string;
  readonly steps: readonly Step[];
}

/** What a question asks the page to measure: trials, run one after the other on one model. */
export interface Experiment {
  readonly model: string;
  readonly trials: readonly Trial[];
  /**
   * What the answer needs of every trial: `accuracy` is quick; `file` counts every encoding, `full`
   * takes the latency too, and `curve` that at many batch sizes.
   */
  readonly measure: 'accuracy' | 'file' | 'full' | 'curve';
}

/** The reports of an experiment's trials, in their order. */
export type Evidence = readonly Report[];
