import type { Component } from 'svelte';
import type { WayName } from '../ways';
import Demo from './Demo.svelte';
import Explain from './Explain.svelte';
import Quiz from './Quiz.svelte';

/** What each way shows; fetched when the first of them is opened. */
export const VIEWS: Readonly<Partial<Record<WayName, Component>>> = {
  quiz: Quiz,
  explain: Explain,
  demo: Demo,
};
