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
  /**
   * What is wanted of the network: what the one before answers to the same image, each class with
   * its probability (distillation: Hinton et al. 2015, https://arxiv.org/abs/1503.02531), or the
   * digit that was drawn.
   */
  readonly targets: 'teacher' | 'labels';
}

/** Train the weights that are left by pruning. */
export interface FinetuneStep extends Training {
  readonly kind: 'finetune';
  /**
   * Whether everything is pruned at the start, or ever more on the way (Zhu and Gupta 2017). Filters
   * and neurons are removed at the start in any case.
   */
  readonly pruning: 'oneshot' | 'gradual';
  /**
   * Whether pruned weights stay 0, or are only where training starts and grow again: the control
   * experiment.
   */
  readonly mask: 'keep' | 'free';
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
const RATE = { name: 'rate', min: 1e-6, max: 10, integer: false, initial: 0.002 } as const;
const SECONDS = { name: 'seconds', min: 0, max: 3600, integer: false, initial: 0 } as const;
const TARGETS = { name: 'targets', options: ['teacher', 'labels'], initial: 'teacher' } as const;

export const finetune: StepType<FinetuneStep> = {
  kind: 'finetune',
  required: 1,
  parameters: [
    EPOCHS,
    { name: 'pruning', options: ['oneshot', 'gradual'], initial: 'oneshot' },
    OPTIMIZER,
    RATE,
    SECONDS,
    TARGETS,
    { name: 'mask', options: ['keep', 'free'], initial: 'keep' },
  ],
  conflict: ({ pruning, mask }) =>
    pruning === 'gradual' && mask === 'free'
      ? 'Weights that are pruned gradually stay pruned; without a mask they are pruned at once.'
      : undefined,
  describe: (step) =>
    `fine-tune${step.pruning === 'gradual' ? ', pruning gradually,' : ''} ${describe(step)}` +
    (step.mask === 'free' ? ', zeros free to grow again' : ''),
};

export const qat: StepType<QatStep> = {
  kind: 'qat',
  required: 1,
  parameters: [EPOCHS, OPTIMIZER, RATE, SECONDS, TARGETS],
  describe: (step) => `train through the codes ${describe(step)}`,
};

function describe({ epochs, optimizer, rate, seconds, targets }: Training): string {
  const limit = seconds > 0 ? `, at most ${seconds} s` : '';
  const length = `${epochs} ${epochs === 1 ? 'epoch' : 'epochs'}`;
  const towards = targets === 'teacher' ? 'the answers before' : 'the labels';
  const name = optimizer === 'adam' ? 'Adam' : 'SGD';
  return `for ${length} towards ${towards} by ${name} at ${rate}${limit}`;
}
