import { setMaxListeners } from 'node:events';
import type { Recipe } from '../../src/core/recipe';
import type { Report } from '../../src/core/report';
import { accuracyFigures } from '../../src/core/metrics/wilson';
import { Lab } from '../../src/lab/lab.svelte';
import { Settings } from '../../src/lab/settings.svelte';

const IMAGES = 1000;

/** A report of so many right answers of a thousand, where 900 were right before. */
export function reportOf(recipe: Recipe, right = 900, images = IMAGES): Report {
  const lost = Math.max(900 - right, 0);
  const gained = Math.max(right - 900, 0);
  return {
    recipe,
    tunings: [],
    size: { before: { dense: 4000, deflate: 3000 }, after: { dense: 4000, deflate: right } },
    accuracy: {
      before: accuracyFigures(900, IMAGES),
      after: accuracyFigures(right, images),
      change: { gained, lost, changed: gained + lost, pValue: lost > 5 ? 0.01 : 1 },
    },
  } as unknown as Report;
}

/** A lab whose points are answered by the test, one by one. */
export function labOf(recipe: Recipe) {
  const asked: { recipe: Recipe; resolve(report: Report): void; reject(error: Error): void }[] = [];
  const unused = () => Promise.reject(new Error('Not asked for here.'));
  const lab = new Lab(
    {
      run: (of) => Promise.resolve(reportOf(of)),
      exportFile: unused,
      ask: unused,
      steer: () => undefined,
      point: (of, signal) =>
        new Promise((resolve, reject) => {
          setMaxListeners(0, signal);
          asked.push({ recipe: of, resolve, reject });
          signal.addEventListener('abort', () => reject(signal.reason as Error));
        }),
    },
    recipe,
  );
  return { lab, settings: new Settings(lab), asked };
}

/** Lets what was promised come to pass. */
export const settle = () => new Promise((resolve) => setTimeout(resolve));
