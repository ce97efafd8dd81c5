/** The experiments' views in the order of their tabs, and what each one says of itself. */
export const VIEWS = {
  curve: {
    title: 'Curve',
    says: 'One setting from end to end: what it costs in accuracy and what it buys in size.',
  },
  runs: {
    title: 'Runs',
    says: 'Every run worth keeping: the steps that led to it, side by side, and on one picture.',
  },
  search: {
    title: 'Search',
    says: 'The smallest network that loses little, or the most accurate one that is small enough.',
  },
  layers: {
    title: 'Layers',
    says: 'How much each layer can take, what became of it, and what it answers to a digit.',
  },
  digits: {
    title: 'Digits',
    says: 'Whose answers changed, which digits suffer, and how both networks read yours.',
  },
} as const;

export type ViewName = keyof typeof VIEWS;
