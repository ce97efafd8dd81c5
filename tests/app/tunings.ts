import type { TuningFigures, TuningPoint } from '../../src/core/report';
import type { TuningProgress } from '../../src/wire/protocol';

/** The point of a curve after so many thousand images. */
export function pointAt(thousands: number, accuracy: number, sparsity: number): TuningPoint {
  return { images: thousands * 1000, loss: 0.5, accuracy, sparsity };
}

export const FIGURES: TuningFigures = {
  stage: 'finetune',
  end: 'finished',
  images: 20_000,
  seconds: 3.123,
  backend: 'wasm',
  accuracy: 0.97,
  points: [pointAt(10, 0.95, 0.9), pointAt(20, 0.97, 0.9)],
};

export const PROGRESS: TuningProgress = {
  stage: 'finetune',
  backend: 'wasm',
  images: 3_400,
  of: 10_000,
  done: 0.34,
  seconds: 2.5,
  secondsLeft: 4.85,
  loss: 0.41234,
  points: [pointAt(1, 0.9, 0.9), pointAt(3, 0.932, 0.9)],
  paused: false,
};
