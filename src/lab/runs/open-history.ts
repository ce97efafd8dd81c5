import { databaseStore } from './database-store';
import { History } from './history.svelte';
import { memoryStore } from './store';

/** The runs that the device keeps; where it lets none be kept, they last until the page ends. */
export async function openHistory(models: readonly string[]): Promise<History> {
  let fault: string | undefined;
  const store = await databaseStore().catch((error: Error) => {
    fault = error.message;
    return memoryStore();
  });
  const history = new History(store, models, () => Date.now());
  history.fault = fault;
  await history.load();
  return history;
}
