import type { Report } from '../../src/core/report';
import { BENCH, PRACTICE, type Bench } from '../../src/recall/context';
import { Practice } from '../../src/recall/practice.svelte';
import { Progress } from '../../src/recall/progress.svelte';
import type { Proof } from '../../src/recall/proof';

/** A page that lends a report and proofs, and notes what it is asked for. */
export function handBench(
  report?: Report,
  proof: () => Proof = () => ({ item: '', state: 'idle' }),
) {
  const asked: string[] = [];
  const bench: Bench = {
    recipe: report?.recipe ?? { model: 'lenet-300-100', steps: [] },
    report,
    busy: false,
    borrowed: false,
    get proof() {
      return proof();
    },
    prove: (id) => void asked.push(id),
    restore: () => void asked.push('restore'),
    open: () => undefined,
    nameOf: (model) => `Model ${model}`,
    download: () => undefined,
  };
  const practice = new Practice(new Progress(() => undefined), () => 1_000);
  const context = new Map<symbol, unknown>([
    [BENCH, bench],
    [PRACTICE, practice],
  ]);
  return { asked, practice, context };
}
