import type * as Glossary from './index';

type Words = typeof Glossary;

let words: Words | undefined = $state.raw();
let asked = false;
let failed = $state(false);

/** The glossary, undefined until it is fetched, which the first call asks for. */
export function fetchedWords(): Words | undefined {
  if (!asked) {
    asked = true;
    import('./index').then(
      (module) => (words = module),
      // Texts are read without links meanwhile; the next one asks again.
      () => {
        asked = false;
        failed = true;
      },
    );
  }
  return words;
}

/** Whether the glossary could not be fetched when it was last asked for. */
export function wordsFailed(): boolean {
  return failed;
}
