import { stepOf } from '../recipe';
import type { Report } from '../report';

/** What the scales of a run's codes were fitted to: weights, or what a training through them found best. */
export type ScalesFit = 'all weights' | 'weights left' | 'training';

/** Codes that are pruned were there before, unless a training came between. */
export function scalesFit({ recipe, tunings }: Pick<Report, 'recipe' | 'tunings'>): ScalesFit {
  if (tunings.some(({ stage }) => stage === 'qat')) return 'training';
  const codesFirst = stepOf(recipe, 'prune')?.method === 'codes';
  return codesFirst && tunings.length === 0 ? 'all weights' : 'weights left';
}
