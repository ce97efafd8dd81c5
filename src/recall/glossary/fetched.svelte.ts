import { fetchCode, type Fetching } from '../../parts/fetch-code';
import type * as Glossary from './index';

type Words = typeof Glossary;

let words: Words | undefined = $state.raw();
let fetching: Fetching | undefined;
let failed = $state(false);

/** The glossary, undefined until it is fetched, which the first call asks for. */
export function fetchedWords(): Words | undefined {
  // Texts are read without links meanwhile.
  fetching ??= fetchCode(
    () => import('./index'),
    (module) => (words = module),
    () => (failed = true),
  );
  return words;
}

/** Tries again at once where the glossary could not be fetched. */
export function fetchWordsAgain(): void {
  fetching?.retry();
}

/** Whether the glossary could not be fetched when it was last asked for. */
export function wordsFailed(): boolean {
  return failed;
}
