import type { EncodingName } from '../core/encode/encodings';
import type { SizeRow } from '../core/encode/ledger';
import { smallestRow } from '../core/encode/smallest-row';
import type { Report } from '../core/report';
import { kilobytes } from '../parts/format';

/** Encodings as they are called. */
export const ENCODING_NAMES: Readonly<Record<EncodingName, string>> = {
  dense: 'Dense',
  bitmask: 'Bitmask',
  csr: 'CSR',
  relativeIndex: 'Relative index',
  codebook: 'Codebook',
  huffman: 'Huffman',
  relativeHuffman: 'Relative index, Huffman',
  adaptive: 'Adaptive range coder',
  deflate: 'Deflate',
};

/** The parts of a row in the order of the columns. */
export const PARTS = ['weights', 'indices', 'scales', 'tables', 'biases'] as const;

/** One encoding as the page shows it. */
export interface LedgerRow extends Pick<SizeRow, 'encoding' | 'bytes' | 'parts'> {
  readonly name: string;
  readonly smallest: boolean;
  /** Widths of the bar's pieces as shares of the longest bar. */
  readonly shares: { readonly weights: number; readonly indices: number; readonly rest: number };
}

/** Every encoding of the report's ledger; none until it is counted. */
export function ledgerRows({ ledger }: Pick<Report, 'ledger'>): LedgerRow[] {
  if (!ledger) return [];
  const longest = Math.max(...ledger.rows.map(({ bytes }) => bytes));
  const smallest = smallestRow(ledger.rows);
  return ledger.rows.map((row) => {
    const { encoding, bytes, parts } = row;
    const rest = parts.scales + parts.tables + parts.biases;
    return {
      encoding,
      bytes,
      parts,
      name: ENCODING_NAMES[encoding],
      smallest: row === smallest,
      shares: {
        weights: parts.weights / longest,
        indices: parts.indices / longest,
        rest: rest / longest,
      },
    };
  });
}

/** The ledger in words: which encoding is smallest, by how much, and what no code of words beats. */
export function ledgerVerdict(
  { ledger, size }: Pick<Report, 'ledger' | 'size'>,
  busy: boolean,
): string {
  if (!ledger) return busy ? 'Counting …' : 'Counted when the controls are at rest.';
  const { encoding, bytes } = smallestRow(ledger.rows);
  const ratio = (size.before.dense / bytes).toFixed(1);
  const smallest = `${ENCODING_NAMES[encoding]} is smallest: ${kilobytes(bytes)}, ${ratio}× smaller than dense float32.`;
  if (ledger.entropyBytes === undefined) return smallest;
  return `${smallest} The entropy of the codes alone is ${kilobytes(ledger.entropyBytes)}.`;
}
