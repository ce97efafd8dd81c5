import { createEmptyCard, fsrs, FSRSVersion, Rating as Grade, State, type Card } from 'ts-fsrs';
import type { Item } from '../content/item';
import { RATINGS, type Attempt, type Confidence, type Rating } from './attempt';
import { answers } from './status';

/**
 * FSRS-6, the Free Spaced Repetition Scheduler of Jarrett Ye and others (open-spaced-repetition), with
 * its default parameters: a card is due when the model puts the chance of recalling it at 90%. No
 * fuzz, so that the same attempts always give the same schedule.
 */
const scheduler = fsrs({ enable_fuzz: false });

/** Which formulas are used, and what computes them. */
export const SOURCE = `FSRS-6 (Jarrett Ye and others, open-spaced-repetition), ts-fsrs ${FSRSVersion.split(' ')[0]}`;

const GRADES = {
  again: Grade.Again,
  hard: Grade.Hard,
  good: Grade.Good,
  easy: Grade.Easy,
} as const satisfies Record<Rating, Grade>;

const BY_CONFIDENCE: Record<Confidence, Rating> = { guess: 'hard', unsure: 'good', sure: 'good' };

/** How one item stands at a time. */
export interface ItemStanding {
  readonly item: Item;
  readonly state: 'new' | 'due' | 'later';
  /** When it is or was due, in milliseconds since 1970; of a new item, the time asked about. */
  readonly due: number;
  /** The model's estimate of the chance to recall it, from 0 to 1; left out where it is new. */
  readonly retrievability?: number;
}

/** How many items there are of each state. */
export type Counts = Readonly<Record<ItemStanding['state'], number>>;

/**
 * The rating that the reader gave; else what can be told from the answer. Wrong or shown is again, a
 * right guess hard, a right answer good; a free answer counts by its share of concepts.
 */
export function ratingOf(attempt: Attempt): Rating {
  return attempt.rating ?? suggested(attempt);
}

/** The rating that an answer suggests, whatever the reader has given. */
export function suggested({ answer, confidence, correct }: Attempt): Rating {
  if (answer.kind === 'marks') {
    const share = answer.marks.filter(Boolean).length / answer.marks.length;
    if (share < 0.5) return 'again';
    return share < 1 ? 'hard' : 'good';
  }
  return correct && confidence ? BY_CONFIDENCE[confidence] : 'again';
}

/** How every item stands, from the attempts at it alone. `now` is in milliseconds since 1970. */
export function standings(
  items: readonly Item[],
  attempts: readonly Attempt[],
  now: number,
): ItemStanding[] {
  return items.map((item) => {
    const card = replayed(item, attempts, now);
    if (card.state === State.New) return { item, state: 'new', due: now };
    const due = card.due.getTime();
    const retrievability = scheduler.get_retrievability(card, new Date(now), false);
    return { item, state: due <= now ? 'due' : 'later', due, retrievability };
  });
}

export function countsOf(all: readonly ItemStanding[]): Counts {
  const count = (state: ItemStanding['state']) => all.filter((each) => each.state === state).length;
  return { due: count('due'), new: count('new'), later: count('later') };
}

/**
 * After which time, in milliseconds, each rating of an attempt would bring its item back. `attempts`
 * may have the attempt itself, which is left out.
 */
export function intervals(
  item: Item,
  attempts: readonly Attempt[],
  attempt: Attempt,
): Record<Rating, number> {
  const at = attempts.indexOf(attempt);
  const before = at < 0 ? attempts : attempts.slice(0, at);
  const { time } = attempt;
  const preview = scheduler.repeat(replayed(item, before, time), new Date(time));
  const entries = RATINGS.map((rating) => [rating, +preview[GRADES[rating]].card.due - time]);
  return Object.fromEntries(entries) as Record<Rating, number>;
}

/**
 * The item's card after its attempts up to `now`, in the order in which they were made. One whose time
 * is still to come, since a clock was set back, counts once it has come; one earlier than the attempt
 * before it counts as made at the same time.
 */
function replayed(item: Item, attempts: readonly Attempt[], now: number): Card {
  let card = createEmptyCard(new Date(now));
  let last = -Infinity;
  for (const attempt of attempts) {
    if (!answers(item, attempt) || attempt.time > now) continue;
    last = Math.max(last, attempt.time);
    card = scheduler.next(card, new Date(last), GRADES[ratingOf(attempt)]).card;
  }
  return card;
}
