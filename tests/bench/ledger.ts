import { compressOnCpu } from '../../src/run/kernels/reference';
import { sizeLedger } from '../../src/core/encode/ledger';
import { maskOf, NO_CUT, pruneCount } from '../../src/core/prune/cut';
import { ThresholdIndex } from '../../src/core/prune/threshold-index';
import { fitParameters } from '../../src/core/quantize/parameters';
import { rangesOf } from '../../src/core/quantize/ranges';
import { compare, type Way } from './compare';
import { NETWORKS, randomWeights } from './networks';
import type { Suite } from './suite';

const SPARSITY = 0.8;
const BITS = 8;
const BUDGET_MS = 15_000;

/** Every encoding of a network, from its weights to the ledger's rows. */
export const ledger: Suite = {
  name: 'Count the bytes of every encoding',
  async *rows() {
    for (const { name, shapes } of NETWORKS) {
      const ways = [
        way(shapes, 'int8 per tensor, 80% pruned', SPARSITY, BITS),
        way(shapes, 'int8 per tensor', 0, BITS),
        way(shapes, 'float32, 80% pruned', SPARSITY),
        way(shapes, 'float32', 0),
      ];
      yield* await compare(name, ways, BUDGET_MS);
    }
  },
};

function way(shapes: number[][], name: string, sparsity: number, bits?: number): Way {
  const kernels = randomWeights(shapes).map(({ values, channels }) => {
    const cut = sparsity
      ? new ThresholdIndex(values).cut(pruneCount(sparsity, values.length))
      : NO_CUT;
    const coding = bits
      ? fitParameters(rangesOf(values, 1, maskOf(values, cut)), { bits, scheme: 'symmetric' })
      : undefined;
    return { weights: compressOnCpu(values, { cut, parameters: coding }), channels, coding };
  });
  return {
    name,
    run: async () => void (await sizeLedger({ kernels, biases: [] })),
  };
}
