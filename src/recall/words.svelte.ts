import type * as Glossary from './glossary';

type Words = typeof Glossary;

let words: Words | undefined = $state.raw();
let asked = false;

/** The glossary, undefined until it is fetched, which the first call asks for. */
export function fetchedWords(): Words | undefined {
  if (!asked) {
    asked = true;
    import('./glossary').then(
      (module) => (words = module),
      // Texts are read without links meanwhile; the next one asks again.
      () => (asked = false),
    );
  }
  return words;
}
