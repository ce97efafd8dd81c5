import { describe, expect, test } from 'vitest';
import { codesWords, limitsOf, numberProblem, NUMBERS } from '../../src/app/recovery';

describe('the numbers of a training', () => {
  test('are allowed to their limits, and beyond them it is said what is allowed and was given', () => {
    const { min, max } = limitsOf('finetune', 'epochs');
    expect(numberProblem('finetune', 'epochs', min)).toBeUndefined();
    expect(numberProblem('finetune', 'epochs', max)).toBeUndefined();
    expect(numberProblem('finetune', 'epochs', 0.05)).toBe(
      'Epochs: a number from 0.1 to 200 is needed, not 0.05.',
    );
    expect(numberProblem('qat', 'seconds', 3601)).toBe(
      'Time limit, s: a number from 0 to 3600 is needed, not 3601.',
    );
    expect(numberProblem('qat', 'rate', null)).toMatch(/^Learning rate: .* not nothing\.$/);
  });

  test('are named unlike the page’s own controls', () => {
    for (const name of Object.values(NUMBERS)) {
      expect(name).not.toMatch(/model|sparsity|bits|granularity|scheme|scope/i);
    }
  });
});

test('training through the codes says what it trains, by how weights are stored', () => {
  expect(codesWords('float32', 'k-means')).toContain('fewer bits than float32');
  expect(codesWords(4, 'even')).toContain('Quantization-aware');
  expect(codesWords(4, 'k-means')).toContain('codebook');
  expect(codesWords('float16', 'k-means')).toContain('rounded weights');
});
