import type { Component } from 'svelte';
import type { PlaceName } from '../ways';
import Deck from './Deck.svelte';
import Demo from './Demo.svelte';
import ByHand from './ByHand.svelte';
import Clinic from './Clinic.svelte';
import Explain from './Explain.svelte';
import Keeping from './Keeping.svelte';
import Quiz from './Quiz.svelte';

/** What each way shows, and the reader's progress; fetched when the first of them is opened. */
export const VIEWS: Readonly<Partial<Record<PlaceName, Component>>> = {
  deck: Deck,
  quiz: Quiz,
  clinic: Clinic,
  explain: Explain,
  demo: Demo,
  hand: ByHand,
  progress: Keeping,
};
