import type { LayerWork } from '../core/metrics/roofline';
import type { LayerCost } from '../model/macs';

/**
 * What every layer with a kernel asks of a device for one image.
 *
 * @param costs of all layers, in order.
 * @param inputs values of an image.
 */
export function workOf(costs: readonly LayerCost[], inputs: number): LayerWork[] {
  let read = inputs;
  const work = costs.map(({ name, macs, parameters, outputShape }): LayerWork => {
    const written = outputShape.reduce((product, side) => product * side, 1);
    const activations = read + written;
    read = written;
    return { name, macs, weights: parameters, activations };
  });
  return work.filter(({ macs }) => macs > 0);
}
