import { describe, expect, test } from 'vitest';
import type { EncodingName } from '../../src/core/encode/encodings';
import type { SizeRow } from '../../src/core/encode/ledger';
import type { Report } from '../../src/core/report';
import { ledgerRows, ledgerVerdict } from '../../src/app/ledger';

const row = (encoding: EncodingName, weights: number, indices: number): SizeRow => ({
  encoding,
  bytes: weights + indices + 100,
  parts: { weights, indices, scales: 50, tables: 20, biases: 30 },
  kernels: [],
});

const report = (entropyBytes?: number) =>
  ({
    ledger: {
      rows: [row('dense', 900, 0), row('csr', 100, 200), row('huffman', 250, 0)],
      entropyBytes,
    },
    size: { before: { dense: 3_500, deflate: 0 } },
  }) as unknown as Report;

describe('the ledger on the page', () => {
  test('marks the smallest encoding and draws pieces that add up to its share of the longest', () => {
    const rows = ledgerRows(report());
    expect(rows.filter(({ smallest }) => smallest).map(({ name }) => name)).toEqual(['Huffman']);
    expect(rows[0]!.shares).toEqual({ weights: 0.9, indices: 0, rest: 0.1 });
    expect(rows[1]!.shares).toEqual({ weights: 0.1, indices: 0.2, rest: 0.1 });
  });

  test('names the smallest in words, and the entropy only where there are codes', () => {
    expect(ledgerVerdict(report(200), false)).toBe(
      'Huffman is smallest: 350 bytes, 10.0× smaller than dense float32. ' +
        'The entropy of the codes alone is 200 bytes.',
    );
    expect(ledgerVerdict(report(), false)).toBe(
      'Huffman is smallest: 350 bytes, 10.0× smaller than dense float32.',
    );
  });

  test('has no rows until the encodings are counted', () => {
    expect(ledgerRows({})).toEqual([]);
  });
});
