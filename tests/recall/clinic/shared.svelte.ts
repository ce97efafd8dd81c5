import type { Proof } from '../../../src/recall/proof';

/** A proof that a test sets, and components follow. */
export class Shared {
  proof: Proof = $state.raw({ item: '', state: 'idle' });
}
