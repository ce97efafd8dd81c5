import type { Component } from 'svelte';
import type { WayName } from '../ways';
import Deck from './Deck.svelte';
import Demo from './Demo.svelte';
import ByHand from './ByHand.svelte';
import Explain from './Explain.svelte';
import Quiz from './Quiz.svelte';

/** What each way shows; fetched when the first of them is opened. */
export const VIEWS: Readonly<Partial<Record<WayName, Component>>> = {
  deck: Deck,
  quiz: Quiz,
  explain: Explain,
  demo: Demo,
  hand: ByHand,
};
