export const CONFIDENCES = ['guess', 'unsure', 'sure'] as const;

/** How sure the reader was before seeing the answer. */
export type Confidence = (typeof CONFIDENCES)[number];

export const RATINGS = ['again', 'hard', 'good', 'easy'] as const;

/** How well the answer came to mind, in the reader's own judgement. */
export type Rating = (typeof RATINGS)[number];

/**
 * An option chosen, an answer shown without choosing, a free answer with its marks, a curve drawn or
 * numbers worked out, or something done that asks for no answer.
 */
export type Answer =
  | { readonly kind: 'option'; readonly option: number }
  | { readonly kind: 'shown' }
  | { readonly kind: 'marks'; readonly marks: readonly boolean[]; readonly text: string }
  | { readonly kind: 'numbers'; readonly numbers: readonly number[] }
  | { readonly kind: 'done' };

/** One attempt at one item. */
export interface Attempt {
  readonly item: string;
  readonly answer: Answer;
  /** Null where the answer was shown without being asked for. */
  readonly confidence: Confidence | null;
  readonly correct: boolean;
  /** Milliseconds since 1970, as passed in; no two attempts at one item have the same. */
  readonly time: number;
  /** Left out where the reader has given none. */
  readonly rating?: Rating;
}
