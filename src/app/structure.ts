import type { Report } from '../core/report';
import { percent } from '../core/words';
import { count } from '../parts/format';

/** One layer as it narrows. */
export interface NarrowedLayer {
  readonly name: string;
  readonly left: number;
  readonly of: number;
  /** Shares of the widest layer. */
  readonly width: number;
  readonly share: number;
}

/** Every layer whose filters or neurons could go; none where no step removes any. */
export function narrowedLayers({ structure }: Pick<Report, 'structure'>): NarrowedLayer[] {
  if (!structure) return [];
  const widest = Math.max(...structure.removed.map(({ of }) => of));
  return structure.removed.map(({ name, units, of }) => ({
    name,
    left: of - units.length,
    of,
    width: of / widest,
    share: (of - units.length) / widest,
  }));
}

/** What is left of the work and the weights, in a sentence. */
export function structureWords({
  macs,
  parameters,
  work,
}: Pick<Report, 'macs' | 'parameters' | 'work'>): string {
  const before = work.before.reduce((sum, { weights }) => sum + weights, 0);
  return (
    `${count(macs.after)} of ${count(macs.before)} multiplications an image are left ` +
    `(${percent(macs.after / macs.before)}), and ${count(parameters.kernels)} of ${count(before)} weights.`
  );
}

/** What the kernels after can be run in, on a device that has integer kernels. */
export function dtypeOf({ recipe }: Pick<Report, 'recipe'>): 'float32' | 'int8' {
  return recipe.steps.some(({ kind }) => kind === 'quantize') ? 'int8' : 'float32';
}
