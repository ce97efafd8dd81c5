import type { SizeRow } from './ledger';

/** The row of fewest bytes, the first where several are. */
export function smallestRow(rows: readonly SizeRow[]): SizeRow {
  return rows.reduce((best, row) => (row.bytes < best.bytes ? row : best));
}
