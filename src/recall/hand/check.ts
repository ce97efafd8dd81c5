import type { Field } from './fields';
import { readNumber } from './numbers';

/** What there is to say of what somebody entered. */
export interface Verdict {
  readonly right: boolean;
  readonly says: string;
}

/** Judges what was entered by itself, whatever the numbers before it; undefined where nothing was. */
export function check(
  { answer, tolerance, traps }: Pick<Field, 'answer' | 'tolerance' | 'traps'>,
  text: string,
): Verdict | undefined {
  if (text.trim() === '') return undefined;
  const given = readNumber(text);
  if (given === undefined) {
    return { right: false, says: 'This cannot be read as a number. Write one like −0.25.' };
  }
  if (tolerance.accepts(given, answer)) return { right: true, says: 'Right.' };
  const trap = traps.find(({ value }) => tolerance.accepts(given, value));
  return { right: false, says: trap?.says ?? 'Not right. Work it out once more.' };
}
