import type { Term } from '../content/term';

/** The terms of which a word or another spelling holds what is wanted; all where nothing is. */
export function foundIn(terms: readonly Term[], wanted: string): readonly Term[] {
  const text = plain(wanted);
  return terms.filter(({ word, spellings }) =>
    [word, ...spellings].some((spelling) => plain(spelling).includes(text)),
  );
}

/** Without what nobody types when looking for a word: case, hyphens, curly apostrophes. */
function plain(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/’/g, "'")
    .replace(/[\s\u2010-]+/g, ' ');
}
