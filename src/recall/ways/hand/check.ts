import type { Field } from './fields';
import { readNumbers } from './numbers';

/** What there is to say of what somebody entered. */
export interface Checked {
  readonly right: boolean;
  /** What was entered, undefined where that is no number. */
  readonly given?: number;
  readonly says: string;
}

/** Judges what was entered by itself, whatever the numbers before it; undefined where nothing was. */
export function check(
  { answer, tolerance, traps }: Pick<Field, 'answer' | 'tolerance' | 'traps'>,
  text: string,
): Checked | undefined {
  if (text.trim() === '') return undefined;
  const readings = readNumbers(text);
  if (readings.length === 0) {
    return { right: false, says: 'This cannot be read as a number. Write one like −0.25.' };
  }
  const near = (value: number) => readings.find((given) => tolerance.accepts(given, value));
  const exact = near(answer);
  if (exact !== undefined) return { right: true, given: exact, says: 'Right.' };
  const trap = traps.find(({ value }) => near(value) !== undefined);
  return {
    right: false,
    given: readings[0],
    says: trap?.says ?? 'Not right. Try again.',
  };
}
