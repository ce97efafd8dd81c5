import { JUDGING } from './judging';
import { PRUNING } from './pruning';
import { QUANTIZATION } from './quantization';
import { SPEED } from './speed';
import { STORAGE } from './storage';
import type { Term } from '../../term';

/** The words of the field, in alphabetical order. */
export const TERMS: readonly Term[] = [
  ...PRUNING,
  ...QUANTIZATION,
  ...STORAGE,
  ...JUDGING,
  ...SPEED,
].sort((a, b) => a.word.localeCompare(b.word, 'en'));

/** The terms that are beside a term. */
export function othersOf({ see }: Term): readonly Term[] {
  return see.flatMap((id) => TERMS.find((term) => term.id === id) ?? []);
}
