/** What is below the first screen, fetched in one piece. */
export { default as Layers } from './Layers.svelte';
export { default as Timings } from './Timings.svelte';
