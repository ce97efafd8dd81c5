/** What is not of the first screen, to be fetched in one piece when it is needed. */
export { default as Details } from './Details.svelte';
export { default as LayerControls } from './LayerControls.svelte';
export { default as Recovery } from './Recovery.svelte';
export { default as Techniques } from './Techniques.svelte';
export { default as Trainings } from './Trainings.svelte';
