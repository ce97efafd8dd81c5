import type { TuningFigures, TuningPoint } from '../core/report';
import { backendName } from '../parts/place-words';
import type { TuningProgress } from '../wire/protocol';
import type { TrainingStage } from '../lab/settings.svelte';
import { VALIDATION_IMAGES } from '../core/train/images';
import { count, percentage } from '../parts/format';
import { duration } from './quantity';

const DONE: Readonly<Record<TrainingStage, string>> = {
  finetune: 'Fine-tuned',
  qat: 'Trained through the codes',
};

/** What a training's accuracy is a share of: none of the test digits, which the results are of. */
const OF = `of ${VALIDATION_IMAGES} validation digits`;

/** Seconds from which a time is told in minutes. */
const LONG = 90;

/** What the weights that a training kept read right. */
export function verdictWords({ accuracy: share }: TuningFigures): string {
  return share === undefined ? 'not validated' : `${percentage(share)} ${OF} read right`;
}

/** How a training went, in a few sentences. */
export function tunedWords(figures: TuningFigures): string {
  const { stage, images, seconds, backend, recorded, accuracy: share } = figures;
  const where = `${backendName(backend)}${recorded ? ', recorded on another machine' : ''}`;
  const read = share === undefined ? '' : `: ${percentage(share)} ${OF}`;
  const took = seconds < LONG ? duration(seconds * 1000) : minutes(seconds);
  return (
    `${DONE[stage]} on ${count(images)} images in ${took} ` +
    `(${where})${read}. ${endWords(figures)}`
  );
}

/** What a training under way has come to. */
export function soFar(points: readonly TuningPoint[]): string {
  const last = points.at(-1);
  return last ? `${percentage(last.accuracy)} ${OF} read right so far` : 'no digit read yet';
}

/** What is told of a training under way, by name. */
export function progressFacts(progress: TuningProgress): readonly (readonly [string, string])[] {
  const { loss, secondsLeft, paused, backend } = progress;
  const left = secondsLeft === undefined ? '–' : aboutWords(secondsLeft);
  return [
    ['Images', imagesWords(progress)],
    ['Loss', loss.toPrecision(3)],
    ['Time left', paused ? 'paused' : left],
    ['Trains on', backendName(backend)],
  ];
}

/** The same in one line, for those who ask the progress bar. */
export function progressText(progress: TuningProgress): string {
  return `${imagesWords(progress)} images, ${soFar(progress.points)}`;
}

function imagesWords({ images, of }: TuningProgress): string {
  return `${count(images)} of ${count(of)}`;
}

function minutes(seconds: number): string {
  return `${Math.round(seconds / 60)} min`;
}

/** How long a training takes, in words: “about 8 min”. */
export function aboutWords(seconds: number): string {
  return `about ${seconds < LONG ? `${Math.ceil(seconds)} s` : minutes(seconds)}`;
}

function endWords({ end, accuracy: share, points }: TuningFigures): string {
  const kept =
    share === undefined ? 'all was pruned only then, and not validated again' : keptWords(points);
  switch (end) {
    case 'finished':
      return `Done as planned: ${kept}.`;
    case 'time':
      return `Ended by the time limit: ${kept}.`;
    case 'stopped':
      return `Ended by you: ${kept}.`;
    case 'diverged':
      return (
        'Ended because the loss was no longer a number: ' +
        `${share === undefined ? 'the weights are as they were before' : 'the last good weights were kept'}.`
      );
  }
}

/** Which of the points could be kept: only those at which all was pruned. */
function keptWords(points: readonly TuningPoint[]): string {
  const whole = points.filter(({ sparsity }) => sparsity === points.at(-1)?.sparsity).length;
  const which = whole < points.length ? ' at which all was pruned' : '';
  return `kept the best of ${whole === 1 ? 'one point' : `${whole} points`}${which}`;
}
