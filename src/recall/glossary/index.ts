// What is fetched when the first text is read.
export { default as Glossary } from './Glossary.svelte';
export { segmentsOf } from './segments';
export { default as TermCard } from './TermCard.svelte';
export { TERMS } from '../content/en/glossary/terms';
