import { describeLayers, type Layers } from './layers';
import type { StepType } from './step';

/**
 * Share a codebook of `clusters` values among each kernel's weights, found by k-means (Han et al.
 * 2016, "Deep compression", section 3).
 */
export interface ClusterStep {
  readonly kind: 'cluster';
  /** Values a codebook, 2 to 256. */
  readonly clusters: number;
  /**
   * Where k-means starts: evenly between the least and the greatest weight, evenly along their
   * cumulative distribution, or at weights drawn at random.
   */
  readonly init: 'linear' | 'density' | 'random';
  /** Numbers of clusters of single layers; `float32` leaves a layer as it is. */
  readonly layers?: Layers<number | 'float32'>;
}

const STARTS: Readonly<Record<ClusterStep['init'], string>> = {
  linear: 'evenly spaced',
  density: 'by density',
  random: 'at random',
};

export const cluster: StepType<ClusterStep> = {
  kind: 'cluster',
  parameters: [
    { name: 'clusters', min: 2, max: 256, integer: true, initial: 32 },
    { name: 'init', options: ['linear', 'density', 'random'], initial: 'linear' },
  ],
  override: { names: ['clusters'], float32: true },
  describe: ({ clusters, init, layers }) =>
    `cluster each layer's weights to ${clusters} values, started ${STARTS[init]}` +
    describeLayers(layers, (own) => (own === 'float32' ? own : `${own} values`)),
};
