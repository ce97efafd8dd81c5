import type { TuningProgress } from '../wire/protocol';
import type { TrainingStage } from '../lab/settings.svelte';

/** What a training is called. */
export const TITLES: Readonly<Record<TrainingStage, string>> = {
  finetune: 'Fine-tuning',
  qat: 'Training through the codes',
};

/** What the engine does while it trains. */
export function trainingWords({ stage, paused }: TuningProgress): string {
  return paused ? `${TITLES[stage]} is paused` : TITLES[stage];
}

/** How far it has come, in three words. */
export function shortProgress({ done, paused }: TuningProgress): string {
  return `${Math.floor(done * 100)}% done${paused ? ', paused' : ''}`;
}
