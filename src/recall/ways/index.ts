import type { Component } from 'svelte';
import type { PlaceName } from '../ways';
import Budget from './Budget.svelte';
import ByHand from './ByHand.svelte';
import Clinic from './Clinic.svelte';
import Deck from './Deck.svelte';
import Demo from './Demo.svelte';
import Explain from './Explain.svelte';
import GuidedLab from './GuidedLab.svelte';
import Keeping from './Keeping.svelte';
import Predict from './Predict.svelte';
import Quiz from './Quiz.svelte';

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
