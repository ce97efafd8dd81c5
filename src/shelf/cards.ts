import type { ModelCard } from './card';
import dsCnn from '../../models/ds-cnn/card.json';
import dsCnnAdamW from '../../models/ds-cnn-adamw/card.json';
import lenet300 from '../../models/lenet-300-100/card.json';
import lenet5 from '../../models/lenet-5/card.json';

/** The shipped models, as their cards describe them; the first is opened when nothing is said. */
export const CARDS: readonly [ModelCard, ...ModelCard[]] = [
  lenet300,
  lenet5,
  dsCnn,
  dsCnnAdamW,
] as [ModelCard, ...ModelCard[]];

/** The card of a shipped model; throws for an unknown one. */
export function cardOf(id: string): ModelCard {
  const card = CARDS.find((candidate) => candidate.id === id);
  if (!card) {
    throw new Error(
      `There is no model "${id}", only ${CARDS.map((candidate) => candidate.id).join(', ')}.`,
    );
  }
  return card;
}
