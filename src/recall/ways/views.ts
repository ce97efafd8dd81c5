import type { Component } from 'svelte';
import type { PlaceName } from './ways';
import Budget from './budget/Budget.svelte';
import ByHand from './hand/ByHand.svelte';
import Clinic from './clinic/Clinic.svelte';
import Deck from './deck/Deck.svelte';
import Demo from './demo/Demo.svelte';
import Explain from './explain/Explain.svelte';
import GuidedLab from './lab/GuidedLab.svelte';
import Keeping from './progress/Keeping.svelte';
import Predict from './predict/Predict.svelte';
import Quiz from './quiz/Quiz.svelte';

/** What each way shows, and the reader's progress; fetched when the first of them is opened. */
export const VIEWS: Readonly<Record<PlaceName, Component>> = {
  predict: Predict,
  deck: Deck,
  quiz: Quiz,
  lab: GuidedLab,
  budget: Budget,
  clinic: Clinic,
  explain: Explain,
  hand: ByHand,
  demo: Demo,
  progress: Keeping,
};
