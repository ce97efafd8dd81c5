import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvOf } from '../../../src/lab/runs/csv';
import { anyRun, runWith } from './runs';

/** A reader of RFC 4180 that takes one character after the other. */
function readCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i]!;
    if (quoted) {
      if (c === '"' && text[i + 1] === '"') {
        cell += c;
        i++;
      } else if (c === '"') quoted = false;
      else cell += c;
    } else if (c === '"') quoted = true;
    else if (c === ',') {
      row.push(cell);
      cell = '';
    } else if (c === '\r' && text[i + 1] === '\n') {
      rows.push([...row, cell]);
      row = [];
      cell = '';
      i++;
    } else cell += c;
  }
  expect([row, cell, quoted]).toEqual([[], '', false]);
  return rows;
}

test('each run is a row of as many cells as the header, whatever its name', () => {
  fc.assert(
    fc.property(fc.array(anyRun, { maxLength: 5 }), (runs) => {
      const [header, ...rows] = readCsv(csvOf(runs));
      expect(rows).toHaveLength(runs.length);
      rows.forEach((row, i) => {
        expect(row).toHaveLength(header!.length);
        const cell = (title: string) => row[header!.indexOf(title)]!;
        const { name, dense, zeros, sparsity, latency } = runs[i]!;
        expect(cell('name').replace(/^'(?=[=+\-@\t\r])/, '')).toBe(name);
        expect(cell('name')).not.toMatch(/^[=+\-@\t\r]/);
        expect(Number(cell('dense size (bytes)'))).toBe(dense);
        expect(Number(cell('pruned or removed (weights)'))).toBe(zeros);
        expect(Number(cell('sparsity (fraction of all kernel weights)'))).toBe(sparsity);
        expect(cell('latency, median (ms, batch 1)')).toBe(String(latency?.after.median ?? ''));
      });
    }),
  );
});

test('a name that a spreadsheet would compute is text, and one with quotes and commas is one cell', () => {
  const named = (name: string) => readCsv(csvOf([runWith('', { name })]))[1]![0];
  expect(named('=HYPERLINK("http://x")')).toBe(`'=HYPERLINK("http://x")`);
  expect(named('+1')).toBe(`'+1`);
  expect(named('-1')).toBe(`'-1`);
  expect(named('@SUM(A1)')).toBe(`'@SUM(A1)`);
  expect(named('a, "b"\r\nc')).toBe('a, "b"\r\nc');
  expect(named('a=b')).toBe('a=b');
});

test('steps, accuracy and times are written out', () => {
  const run = runWith('prune(magnitude,global,0.9)+quantize(8,channel,symmetric)', {
    time: Date.UTC(2024, 1, 29, 12),
  });
  const [header, row] = readCsv(csvOf([run]));
  const cells = Object.fromEntries(header!.map((title, i) => [title, row![i]]));
  expect(cells).toMatchObject({
    model: 'lenet-300-100',
    steps: 'prune(magnitude,global,0.9) + quantize(8,channel,symmetric)',
    'ended (UTC)': '2024-02-29T12:00:00.000Z',
    pinned: 'false',
    images: '10',
    'accuracy (fraction)': '0.9',
    link: run.id,
  });
});
