import { expect, test } from 'vitest';
import { formatAnki } from '../../../src/recall/keep/anki';
import { BANK } from '../../../src/recall/content/en/bank';
import type { ChoiceItem, ExplainItem } from '../../../src/recall/content/item';

/**
 * Reads a text file as Anki's manual has it: #key:value headers come first, a field in quotation marks
 * may hold separators and new lines, and two quotation marks in it are one.
 */
function parse(text: string): { headers: Map<string, string>; records: string[][] } {
  const headers = new Map<string, string>();
  let rest = text;
  for (
    let header;
    (header = /^#([^:\n]+):(.*)\n/.exec(rest));
    rest = rest.slice(header[0].length)
  ) {
    headers.set(header[1]!, header[2]!);
  }
  const records: string[][] = [];
  let fields: string[] = [];
  for (let at = 0; at < rest.length; at++) {
    const field = /"((?:[^"]|"")*)"|[^\t\n]*/y;
    field.lastIndex = at;
    const [all, inside] = field.exec(rest)!;
    fields.push(inside?.replaceAll('""', '"') ?? all);
    at += all.length;
    expect(['\t', '\n', undefined]).toContain(rest[at]);
    if (rest[at] === '\t') continue;
    records.push(fields);
    fields = [];
  }
  return { headers, records };
}

test('the headers are those of Anki’s manual, the separator before the columns', () => {
  const { headers } = parse(formatAnki(BANK));
  expect([...headers]).toEqual([
    ['separator', 'tab'],
    ['html', 'false'],
    ['notetype', 'Basic'],
    ['deck', 'Whittle'],
    ['columns', 'Front\tBack\tTags'],
    ['tags column', '3'],
  ]);
});

test('every question is a note with all that is said of it', () => {
  const { records } = parse(formatAnki(BANK));
  expect(records).toHaveLength(BANK.length);
  expect(new Set(records.map(([front]) => front)).size).toBe(BANK.length);
  BANK.forEach((item, i) => {
    const [front, back, tags, ...more] = records[i]!;
    expect(more).toEqual([]);
    expect(front).toContain(item.question);
    expect(tags).toBe(`whittle ${item.level}`);
    const said =
      item.kind === 'explain'
        ? [item.modelAnswer, ...item.checklist, ...item.pitfalls.map(({ feedback }) => feedback)]
        : [item.explanation, ...item.options.map(({ feedback }) => feedback)];
    for (const text of [...said, item.source ?? '']) expect(back).toContain(text);
    if (item.kind === 'explain') return;
    for (const { text } of item.options) expect(front).toContain(text);
    const key = item.options.findIndex(({ correct }) => correct);
    expect(back!.split('\n')[0]).toBe(`${'ABCD'[key]}) ${item.options[key]!.text}`);
  });
});

test('tabs, new lines, quotation marks and signs of comments and HTML come through as they are', () => {
  const nasty = '#a\t"b"\n<i>c</i> & ""\r\n;';
  const choice = BANK.find((item): item is ChoiceItem => item.kind === 'card')!;
  const explain = BANK.find((item): item is ExplainItem => item.kind === 'explain')!;
  const { records } = parse(
    formatAnki([
      { ...choice, question: nasty, explanation: nasty, source: nasty },
      { ...explain, question: nasty, modelAnswer: nasty },
    ]),
  );
  expect(records).toHaveLength(2);
  expect(records[0]![0]!.startsWith(nasty)).toBe(true);
  expect(records[0]![1]!.endsWith(`${nasty}\n\nSource: ${nasty}.`)).toBe(true);
  expect(records[1]!.slice(0, 2)).toEqual([nasty, expect.stringContaining(`${nasty}\n\n– `)]);
});

test('of no items there are the headers only', () => {
  expect(parse(formatAnki([])).records).toEqual([]);
});
