import { describe, expect, test } from 'vitest';
import { proposalOf } from '../../src/app/experiments/sensitivity';
import { parseLink } from '../../src/core/link';
import type { Scan } from '../../src/lab/sensitivity.svelte';

const SCANS = {
  prune: { kind: 'prune', method: 'magnitude', scope: 'layer', sparsity: 0 },
  quantize: { kind: 'quantize', bits: 8, granularity: 'channel', scheme: 'symmetric' },
} as const;

/** A proposal to a recipe of the reader's, one layer losing 0.1 points at the only level. */
function proposalTo(steps: string, kind: keyof typeof SCANS) {
  const { recipe } = parseLink(`#v=1&model=a&steps=${steps}`, { models: ['a'], defaultModel: 'a' });
  const scan: Scan = {
    model: 'a',
    step: SCANS[kind],
    layers: ['fc'],
    levels: [kind === 'prune' ? 0.9 : 4],
    losses: [[{ loss: 0.001, pValue: 1 }]],
  };
  return proposalOf(scan, '1 point', recipe);
}

describe('a proposal', () => {
  test('says of no step that it stays that the recipe proposed has not', () => {
    for (const storage of ['cluster(16,linear)', 'float16()']) {
      const { recipe, words } = proposalTo(storage, 'quantize');
      expect(recipe!.steps.map(({ kind }) => kind)).toEqual(['quantize']);
      expect(words).toBe('Store fc 4 bits. One by one they lose 0.1 points in all.');
    }
  });

  test('names the steps that stay', () => {
    const { recipe, words } = proposalTo('batchnorm(keep)+float16()+correct()', 'prune');
    expect(recipe!.steps.map(({ kind }) => kind)).toEqual([
      'batchnorm',
      'prune',
      'float16',
      'correct',
    ]);
    expect(words).toMatch(/ Your other steps stay: .*float16.*\.$/);
  });
});
