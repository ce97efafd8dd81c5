import fc from 'fast-check';
import { expect, test } from 'vitest';
import { foundIn } from '../../../src/recall/glossary/find';
import { segmentsOf } from '../../../src/recall/glossary/segments';
import type { Term } from '../../../src/recall/content/term';
import { TERMS } from '../../../src/recall/content/en/glossary/terms';

const term = (word: string, ...spellings: string[]): Term => ({
  id: word,
  word,
  spellings,
  means: '',
  see: [],
});
const SOME = [
  term('scale', 'scales'),
  term('code', 'codes'),
  term('Huffman code', 'Huffman codes'),
  term('mask'),
  term('bitmask'),
  term('per-tensor', 'per tensor'),
  term('McNemar’s test'),
];
const linked = (text: string) =>
  segmentsOf(text, SOME).flatMap((segment) => (segment.term ? [segment.text] : []));

test.each<[string, string, string[]]>([
  ['the longest match wins', 'A Huffman code is a code.', ['Huffman code', 'code']],
  ['only whole words count', 'Upscale the scaled bitmasks; decode.', []],
  ['no term is found inside another', 'A bitmask.', ['bitmask']],
  ['case does not matter', 'SCALE and Code', ['SCALE', 'Code']],
  ['only the first mention counts', 'A scale, two scales, a scale', ['scale']],
  [
    'a space stands for a hyphen, and no-break spaces for spaces',
    'per\u00a0tensor',
    ['per\u00a0tensor'],
  ],
  ['a straight apostrophe is an apostrophe', "McNemar's test", ["McNemar's test"]],
  ['what a hyphen joins is one word', 'a half-scale, a scale-up', []],
  ['signs around a word do not hide it', '(scale), “codes”.', ['scale', 'codes']],
])('%s', (_, text, expected) => expect(linked(text)).toEqual(expected));

test('a text without terms, or without letters, is one piece or none', () => {
  expect(segmentsOf('Nothing here.', SOME)).toEqual([{ text: 'Nothing here.' }]);
  expect(segmentsOf('', SOME)).toEqual([]);
});

const words = TERMS.flatMap(({ word, spellings }) => [word, ...spellings]);
const text = fc
  .array(
    fc.oneof(fc.constantFrom(...words, ' ', ', ', '-', '’s ', '. '), fc.string({ maxLength: 4 })),
  )
  .map((parts) => parts.join(''));

test('the pieces joined are the text, and no term is opened twice', () => {
  fc.assert(
    fc.property(text, (text) => {
      const segments = segmentsOf(text, TERMS);
      expect(segments.map((segment) => segment.text).join('')).toBe(text);
      expect(segments.every((segment) => segment.text !== '')).toBe(true);
      const terms = segments.flatMap((segment) => segment.term ?? []);
      expect(new Set(terms).size).toBe(terms.length);
    }),
  );
});

test('every spelling alone is found as its term', () => {
  for (const term of TERMS) {
    for (const spelling of [term.word, ...term.spellings]) {
      expect(segmentsOf(spelling, TERMS)).toEqual([{ text: spelling, term }]);
    }
  }
});

test('a word is found by a part of any of its spellings, whatever the hyphens and the case', () => {
  const found = (text: string) => foundIn(TERMS, text).map(({ id }) => id);
  expect(found('zero point')).toEqual(['zero-point']);
  expect(found('  HUFF')).toEqual(['huffman-code']);
  expect(found("mcnemar's")).toEqual(['mcnemars-test']);
  expect(found('')).toHaveLength(TERMS.length);
  expect(found('nonsense')).toEqual([]);
});
