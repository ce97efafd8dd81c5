import { stepOf } from '../../../../../core/recipe';
import type { Report } from '../../../../../core/report';
import { share, whole } from '../../../../../parts/format';
import type { Worked } from '../../../term';

/** The weights that pruning took, with what they are a share of. */
export function zeros({ sparsity, structure }: Report): Worked | undefined {
  const { achieved, pruned } = sparsity;
  if (pruned === 0) return undefined;
  const all = Math.round(pruned / achieved);
  const prunable = sparsity.prunable ?? all;
  const spared = prunable < all;
  const pruning =
    `${whole(pruned)} of ${whole(prunable)} ${spared ? 'prunable ' : ''}kernel weights are ` +
    `pruned: ${share(pruned, prunable)}.`;
  const rest = structure
    ? ' They went with their filters and neurons: removed, not set to zero.'
    : ` Depthwise kernels are left out; of all ${whole(all)} it is ${share(pruned, all)}.`;
  return { text: spared || structure ? pruning + rest : pruning, value: pruned };
}

/** What `zeros` tells, where the weights of smallest magnitude went; undefined elsewhere. */
export function zerosByMagnitude(report: Report): Worked | undefined {
  return stepOf(report.recipe, 'prune')?.method === 'magnitude' ? zeros(report) : undefined;
}
