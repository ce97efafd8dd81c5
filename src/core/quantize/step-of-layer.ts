import type { ClusterStep } from '../steps/cluster';
import type { Float16Step } from '../steps/float16';
import { ownValue } from '../steps/layers';
import type { QuantizeStep } from '../steps/quantize';

/** A step that says how weights are stored. */
export type StorageStep = QuantizeStep | ClusterStep | Float16Step;

/** The step as a layer has it, or undefined where the layer stays float32. */
export function stepOfLayer<S extends StorageStep>(step: S, layer: string): S | undefined {
  if (step.kind === 'float16') return step;
  const own = ownValue<unknown>(step.layers, layer);
  if (own === 'float32') return undefined;
  return step.kind === 'cluster'
    ? { ...step, clusters: own ?? step.clusters }
    : { ...step, ...(own as object | undefined) };
}
