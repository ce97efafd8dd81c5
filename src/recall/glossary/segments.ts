import type { Term } from '../content/term';

/** A piece of a text: plain, or the first mention of a term. */
export interface Segment {
  readonly text: string;
  readonly term?: Term;
}

interface Match {
  readonly start: number;
  readonly end: number;
  readonly term: Term;
}

/**
 * A text cut where terms are first mentioned. Only whole words count, upper or lower case; of two
 * mentions that overlap the longer one, and of two alike the first. The pieces joined are the text.
 */
export function segmentsOf(text: string, terms: readonly Term[]): Segment[] {
  const matches = terms.flatMap((term) => mentions(text, term));
  matches.sort((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start);
  const taken: Match[] = [];
  for (const match of matches) {
    if (taken.every(({ start, end }) => match.end <= start || match.start >= end)) {
      taken.push(match);
    }
  }
  taken.sort((a, b) => a.start - b.start);
  const seen = new Set<Term>();
  const segments: Segment[] = [];
  let at = 0;
  for (const { start, end, term } of taken) {
    if (seen.has(term)) continue;
    seen.add(term);
    if (start > at) segments.push({ text: text.slice(at, start) });
    segments.push({ text: text.slice(start, end), term });
    at = end;
  }
  if (at < text.length) segments.push({ text: text.slice(at) });
  return segments;
}

function mentions(text: string, term: Term): Match[] {
  return Array.from(text.matchAll(patternOf(term)), ({ 0: word, index }) => ({
    start: index,
    end: index + word.length,
    term,
  }));
}

const patterns = new WeakMap<Term, RegExp>();

function patternOf(term: Term): RegExp {
  const known = patterns.get(term);
  if (known) return known;
  // The longest first, since of several a pattern takes the first that fits.
  const spellings = [term.word, ...term.spellings].sort((a, b) => b.length - a.length);
  const words = spellings.map((spelling) =>
    spelling
      .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
      .replace(/['’]/g, "['’]")
      .replace(/[\s-]/g, '[\\s\\u2010-]'),
  );
  // What a hyphen joins is one word.
  const pattern = new RegExp(
    `(?<![\\p{L}\\p{N}]|[\\p{L}\\p{N}]-)(?:${words.join('|')})(?!-?[\\p{L}\\p{N}])`,
    'giu',
  );
  patterns.set(term, pattern);
  return pattern;
}
