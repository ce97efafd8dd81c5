/** A way to practise, as it is offered. */
export interface Way {
  readonly title: string;
  /** What the reader does. */
  readonly says: string;
  /** How long it takes, in minutes. */
  readonly minutes: number;
}

const ways = {
  predict: {
    title: 'Predict & prove',
    says: 'Draw the curve you expect, then measure it.',
    minutes: 5,
  },
  deck: { title: 'Recall deck', says: 'Cards that are due, graded by you.', minutes: 3 },
  quiz: {
    title: 'Misconception quiz',
    says: 'Choose, say how sure you are, and see why.',
    minutes: 10,
  },
  lab: {
    title: 'Guided lab',
    says: 'Watch one, fill in one, do one of your own.',
    minutes: 10,
  },
  budget: {
    title: 'Budget challenge',
    says: 'Meet a limit of kilobytes, points and milliseconds.',
    minutes: 8,
  },
  clinic: { title: 'Fault clinic', says: 'Tell what went wrong in a chart.', minutes: 6 },
  explain: {
    title: 'Explain it',
    says: 'Write it, then mark yourself against a checklist.',
    minutes: 8,
  },
  hand: {
    title: 'By hand',
    says: 'Quantize six weights yourself, checked number by number.',
    minutes: 4,
  },
  demo: {
    title: 'Class demo',
    says: 'Scenarios stepped by key; the class predicts before it sees.',
    minutes: 10,
  },
} satisfies Record<string, Way>;

export type WayName = keyof typeof ways;

/** What can be open in the panel: a way to practise, or what the reader has done so far. */
export type PlaceName = WayName | 'progress';

export function titleOf(place: PlaceName): string {
  return place === 'progress' ? 'Your progress' : WAYS[place].title;
}

/** The nine ways to practise, in the order in which they are offered. */
export const WAYS: Readonly<Record<WayName, Way>> = ways;
