import { ones, tidy, type Tensor, type Tensor4D } from '@tensorflow/tfjs-core';
import { layerTime, less, rateOf, type LayerLoad } from '../core/metrics/layer-times';
import { LATENCY_BATCHES } from '../core/metrics/latency';
import { median } from '../core/metrics/quantile';
import type { LayerTimes } from '../core/report';
import type { NetworkLayer } from '../run/layer';
import type { LayerCost } from '../graph/macs';
import { Network } from '../run/network';
import { awaitTensor } from '../run/tfjs/await-tensor';
import { arithmeticProbe, memoryProbes, type Probe } from '../run/tfjs/probes';
import type { Contest } from './stopwatch';
import type { Subject } from './subject';
import { timeInTurns } from './turns';

const FLOAT_BYTES = 4;

/** Layers that give their input another shape, or as it is: no value is moved. */
const MOVES_NOTHING: ReadonlySet<string> = new Set(['Flatten', 'Dropout']);

/** A network of one layer that does next to nothing on one value: what a launch costs. */
const LEAST_NETWORK = {
  class_name: 'Sequential',
  config: {
    name: 'least',
    layers: [{ class_name: 'ReLU', config: { name: 'relu', batch_input_shape: [null, 1] } }],
  },
};

type Pauses = Pick<Contest, 'between' | 'seen'>;

/**
 * Times every layer of both networks alone, and says what bounds it on this machine: one entry a batch
 * size of the latency. Where both networks are identical, those of the first stand for both.
 */
export async function timeLayers(
  subject: Subject,
  identical: boolean,
  pauses: Pauses,
): Promise<LayerTimes[]> {
  const least = await Network.load({
    topology: LEAST_NETWORK,
    weightSpecs: [],
    weightData: new ArrayBuffer(0),
  });
  const arithmetic = arithmeticProbe();
  const memory = memoryProbes();
  try {
    const times: LayerTimes[] = [];
    for (const batch of LATENCY_BATCHES) {
      times.push(
        await timeBatch(
          subject,
          batch,
          identical,
          least.sequence()[0]!,
          arithmetic,
          memory,
          pauses,
        ),
      );
    }
    return times;
  } finally {
    for (const probe of [arithmetic, ...memory]) probe.dispose();
    least.dispose();
  }
}

async function timeBatch(
  subject: Subject,
  batch: number,
  identical: boolean,
  least: NetworkLayer,
  arithmetic: Probe,
  memory: readonly Probe[],
  pauses: Pauses,
): Promise<LayerTimes> {
  const images = subject.batchOf(batch);
  const one = ones([1, 1]);
  const stations = {
    before: stationsOf(subject, 'before', images),
    after: identical ? [] : stationsOf(subject, 'after', images),
  };
  const all = [...stations.before, ...stations.after];
  try {
    const [reads, launches, multiplying, ...others] = (await timeInTurns(
      [
        () => awaitTensor(one),
        pass(least, one),
        arithmetic.run,
        ...memory.map(({ run }) => run),
        ...all.map(({ layer, input }) => pass(layer, input)),
      ],
      pauses,
    )) as [number[], number[], number[], ...number[][]];
    const launch = less(launches, reads).median;
    const peaks = {
      macsPerSecond: rateOf(arithmetic.amount, multiplying, launches),
      moving: memory.map(({ amount: bytes }, i) => ({
        bytes,
        bytesPerSecond: rateOf(bytes, others[i]!, launches),
      })),
    };
    const timings = others.slice(memory.length);
    const times = all.map(({ load }, i) => layerTime(load, timings[i]!, reads, launch, peaks));
    const before = times.slice(0, stations.before.length);
    return {
      batch,
      rounds: reads.length,
      launch,
      read: median(reads.toSorted((a, b) => a - b)),
      peaks,
      before,
      after: identical ? before : times.slice(stations.before.length),
    };
  } finally {
    for (const { input } of all) input.dispose();
    one.dispose();
  }
}

/** A layer, what it is given, and what it does with that. */
interface Station {
  readonly layer: NetworkLayer;
  /** The output of the layer before; it lives until it is disposed. */
  readonly input: Tensor;
  readonly load: LayerLoad;
}

/** Follows a batch of images through the layers; the images are the first input. */
function stationsOf(subject: Subject, which: 'before' | 'after', images: Tensor4D): Station[] {
  const costs = new Map(subject.costs(which).map((cost) => [cost.name, cost]));
  const [batch] = images.shape;
  let input: Tensor = images;
  return subject.layers(which).map((layer, i, { length }) => {
    const station = { layer, input, load: loadOf(costs.get(layer.name)!, batch) };
    if (i < length - 1) input = layer.apply(input);
    return station;
  });
}

/** Of a whole batch, in float32. The kernel is read once. */
function loadOf({ name, kind, macs, weights, activations }: LayerCost, batch: number): LayerLoad {
  const values = MOVES_NOTHING.has(kind) ? 0 : weights + activations * batch;
  return { name, macs: macs * batch, bytes: values * FLOAT_BYTES };
}

function pass(layer: NetworkLayer, input: Tensor): () => void {
  // A layer may give back its very input, which tidy leaves alone.
  return () => tidy(() => awaitTensor(layer.apply(input)));
}
