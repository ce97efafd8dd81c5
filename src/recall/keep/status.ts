import type { Item } from '../content/item';
import type { Attempt, Confidence } from './attempt';

/** How an item stands: a mark to draw, and the same in words. */
export interface Status {
  readonly mark: 'open' | 'right' | 'wrong' | 'partly' | 'shown';
  readonly words: string;
}

/** Whether an attempt answers the item as it is now; an older bank may have had other options. */
export function answers(item: Item, { item: id, answer }: Attempt): boolean {
  if (id !== item.id) return false;
  if (item.kind === 'explain') {
    return answer.kind === 'marks' && answer.marks.length === item.checklist.length;
  }
  return answer.kind === 'shown' || (answer.kind === 'option' && answer.option in item.options);
}

/** How an item stands after its last attempt. */
export function statusOf(attempt: Attempt | undefined): Status {
  if (!attempt) return { mark: 'open', words: 'not answered' };
  const { answer, correct } = attempt;
  if (answer.kind === 'shown') return { mark: 'shown', words: 'answer shown' };
  if (answer.kind === 'marks') {
    const words = `${answer.marks.filter(Boolean).length} of ${answer.marks.length} concepts`;
    return { mark: correct ? 'right' : 'partly', words };
  }
  return correct
    ? { mark: 'right', words: 'answered right' }
    : { mark: 'wrong', words: 'answered wrong' };
}

/** What to say of an answer and of how sure the reader was of it. */
export function calibration(correct: boolean, confidence: Confidence): string {
  return (correct ? WHEN_RIGHT : WHEN_WRONG)[confidence];
}

const WHEN_RIGHT: Record<Confidence, string> = {
  guess: 'Lucky guess! Read why it is right.',
  unsure: 'You know more than you thought.',
  sure: 'You were sure, and right.',
};

const WHEN_WRONG: Record<Confidence, string> = {
  guess: 'You called it a guess. Here is what was missing.',
  unsure: 'You were right to doubt it. Here is what was missing.',
  sure: 'You were sure: a surprise like this one sticks.',
};
