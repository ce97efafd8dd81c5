import { expect, test } from 'vitest';
import { prunedWords } from '../../src/app/pruned';
import type { Report } from '../../src/core/report';

const report = (structure?: Report['structure']) =>
  ({
    sparsity: { pruned: 1500 },
    parameters: { kernels: 3000, others: 10 },
    structure,
  }) as Report;

test('says how many weights are pruned', () => {
  expect(prunedWords(report())).toBe('1,500 of 3,000 pruned');
});

test('counts filters and neurons where those are removed, and names layers that kept one', () => {
  const removed = [
    { name: 'conv1', units: [0, 2], of: 4 },
    { name: 'fc1', units: [], of: 1000 },
  ];
  expect(prunedWords(report({ removed, keptOne: [] }))).toBe(
    '2 of 1,004 filters and neurons removed',
  );
  expect(prunedWords(report({ removed, keptOne: ['conv1', 'fc1'] }))).toBe(
    '2 of 1,004 filters and neurons removed; one is kept in conv1 and fc1',
  );
});
