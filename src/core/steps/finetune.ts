import type { StepType } from './step';

/** How weights are trained on: on images drawn on the fly, none of which comes twice. */
interface Training {
  /** Of 10,000 images each. */
  readonly epochs: number;
  readonly optimizer: 'adam' | 'sgd';
  /** The learning rate at its highest: it rises over the first images, then falls to 0. */
  readonly rate: number;
  /** Seconds after which to stop in any case, or 0. */
  readonly seconds: number;
}

/** Train the weights that are left, those that are pruned staying 0. */
export interface FinetuneStep extends Training {
  readonly kind: 'finetune';
  /**
   * Whether everything is pruned at the start, or ever more on the way (Zhu and Gupta 2017). Filters
   * and neurons are removed at the start in any case.
   */
  readonly pruning: 'oneshot' | 'gradual';
}

/**
 * Train through the codes that weights are stored in: quantization-aware training, or the shared
 * values of a codebook.
 */
export interface QatStep extends Training {
  readonly kind: 'qat';
}

const EPOCHS = { name: 'epochs', min: 0.1, max: 200, integer: false, initial: 2 } as const;
const OPTIMIZER = { name: 'optimizer', options: ['adam', 'sgd'], initial: 'adam' } as const;
const RATE = { name: 'rate', min: 1e-6, max: 10, integer: false, initial: 0.001 } as const;
const SECONDS = { name: 'seconds', min: 0, max: 3600, integer: false, initial: 0 } as const;

export const finetune: StepType<FinetuneStep> = {
  kind: 'finetune',
  required: 1,
  parameters: [
    EPOCHS,
    { name: 'pruning', options: ['oneshot', 'gradual'], initial: 'oneshot' },
    OPTIMIZER,
    RATE,
    SECONDS,
  ],
  describe: (step) =>
    `fine-tune${step.pruning === 'gradual' ? ', pruning gradually,' : ''} ${describe(step)}`,
};

export const qat: StepType<QatStep> = {
  kind: 'qat',
  required: 1,
  parameters: [EPOCHS, OPTIMIZER, RATE, SECONDS],
  describe: (step) => `train through the codes ${describe(step)}`,
};

function describe({ epochs, optimizer, rate, seconds }: Training): string {
  const limit = seconds > 0 ? `, at most ${seconds} s` : '';
  return `for ${epochs} epochs by ${optimizer === 'adam' ? 'Adam' : 'SGD'} at ${rate}${limit}`;
}
