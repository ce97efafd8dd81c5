/**
 * `npx tsx tests/bench/equal-networks.ts 40` times two equal networks (LeNet-300-100 and a copy of its
 * weights, on WebAssembly) against each other as often as told, under a load that changes all the
 * while, and counts how often one is called faster or slower. At most 1 of 40 is to be.
 */
import { LATENCY_BATCHES } from '../../src/core/metrics/latency';
import { measureLatency } from '../../src/engine/stopwatch';
import { latencyVerdict } from '../../src/parts/verdict';
import { HOOKS } from '../hooks';
import { shippedSubject } from '../shipped';
import { burn, countArgument } from './burn';

const count = countArgument(40);
const subject = await shippedSubject('lenet-300-100');
await subject.compress({ equalize: false, correct: false }, HOOKS);
const stop = burn();
let told = 0;
for (let i = 0; i < count; i++) {
  const batch = LATENCY_BATCHES[i % LATENCY_BATCHES.length]!;
  const images = subject.batchOf(batch);
  const start = performance.now();
  const figures = await measureLatency(batch, {
    before: () => subject.answer('before', images),
    after: () => subject.answer('after', images),
    move: () => subject.move(),
    between: () => new Promise(setImmediate),
    seen: HOOKS.seen,
  });
  const seconds = (performance.now() - start) / 1000;
  images.dispose();
  if (figures.measurable) told++;
  const { ratio, pairs } = figures;
  console.log(
    `${i + 1}. batch ${batch}: ${latencyVerdict(figures)}, ratio ${ratio.median.toFixed(2)} ` +
      `(${ratio.low.toFixed(2)} to ${ratio.high.toFixed(2)}), ${pairs} pairs in ${seconds.toFixed(1)} s`,
  );
}
await stop();
subject.dispose();
console.log(`${told} of ${count} measurements of two equal networks call one faster or slower.`);
