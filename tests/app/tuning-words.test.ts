import { describe, expect, test } from 'vitest';
import { shortProgress, trainingWords } from '../../src/app/tuning';
import { progressFacts, progressText, tunedWords, verdictWords } from '../../src/app/tuning-words';
import { FIGURES, pointAt, PROGRESS } from './tunings';

describe('a training that has ended', () => {
  test('tells how much it read, how long, where, and what it came to', () => {
    expect(verdictWords(FIGURES)).toBe('97.0% of 500 validation digits read right');
    expect(tunedWords(FIGURES)).toBe(
      'Fine-tuned on 20,000 images in 3.12 s (WebAssembly): 97.0% of 500 validation digits. ' +
        'Done as planned: kept the best of 2 points.',
    );
    expect(tunedWords({ ...FIGURES, stage: 'qat' })).toMatch(
      /^Trained through the codes on 20,000/,
    );
  });

  test('tells that it came with the page, and minutes where it took long', () => {
    expect(tunedWords({ ...FIGURES, seconds: 1916.2, recorded: true })).toContain(
      'in 32 min (WebAssembly, recorded on another machine)',
    );
  });

  test('tells why, where it did not end as planned', () => {
    expect(tunedWords({ ...FIGURES, end: 'time' })).toContain('Ended by the time limit: kept the');
    expect(tunedWords({ ...FIGURES, end: 'stopped' })).toContain('Ended by you: kept the best of');
    expect(tunedWords({ ...FIGURES, end: 'diverged' })).toMatch(
      /Ended because the loss was no longer a number: the last good weights were kept\.$/,
    );
  });

  test('counts only points at which all was pruned', () => {
    const points = [0.5, 0.9, 0.95, 0.95, 0.95].map((sparsity, i) => pointAt(i, 0.9, sparsity));
    expect(tunedWords({ ...FIGURES, points })).toContain(
      'kept the best of 3 points at which all was pruned.',
    );
    const one = points.slice(0, 3);
    expect(tunedWords({ ...FIGURES, points: one })).toContain('of one point at which all was');
  });

  test('promises nothing of weights that were not validated', () => {
    const unknown = { ...FIGURES, accuracy: undefined, points: [] };
    expect(verdictWords(unknown)).toBe('not validated');
    expect(tunedWords({ ...unknown, end: 'stopped' })).toBe(
      'Fine-tuned on 20,000 images in 3.12 s (WebAssembly). ' +
        'Ended by you: all was pruned only then, and not validated again.',
    );
    expect(tunedWords({ ...unknown, end: 'diverged' })).toMatch(/the weights are as they were/);
  });
});

describe('a training under way', () => {
  test('tells how far it is, and where it trains', () => {
    expect(Object.fromEntries(progressFacts(PROGRESS))).toEqual({
      Images: '3,400 of 10,000',
      Loss: '0.412',
      'Time left': 'about 5 s',
      'Trains on': 'WebAssembly',
    });
    expect(progressText(PROGRESS)).toBe(
      '3,400 of 10,000 images, 93.2% of 500 validation digits read right so far',
    );
    expect(shortProgress(PROGRESS)).toBe('34% done');
    expect(trainingWords(PROGRESS)).toBe('Fine-tuning');
  });

  test('says minutes where it takes long, and nothing before anything can be said', () => {
    const left = (secondsLeft?: number) =>
      Object.fromEntries(progressFacts({ ...PROGRESS, secondsLeft }))['Time left'];
    expect(left(89)).toBe('about 89 s');
    expect(left(200)).toBe('about 3 min');
    expect(left(undefined)).toBe('–');
    expect(progressText({ ...PROGRESS, points: [] })).toContain('no digit read yet');
  });

  test('says that it is paused', () => {
    const paused = { ...PROGRESS, paused: true };
    expect(Object.fromEntries(progressFacts(paused))['Time left']).toBe('paused');
    expect(shortProgress(paused)).toBe('34% done, paused');
    expect(trainingWords({ ...paused, stage: 'qat' })).toBe('Training through the codes is paused');
  });
});
