import type { Evidence } from '../../core/experiment';

/** How the experiment of one item stands. Reports come one by one, in the order of its trials. */
export type Proof = { readonly item: string } & (
  | { readonly state: 'idle' }
  | { readonly state: 'running' | 'done'; readonly reports: Evidence }
  | { readonly state: 'failed'; readonly message: string }
);
