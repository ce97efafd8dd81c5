import type { io } from '@tensorflow/tfjs-core';
import { verifyWeights } from '../model/verify';
import { cardOf } from '../model/catalog';
import type { ModelFile } from '../model/network';
import dsCnn from '../../models/ds-cnn/model.json';
import dsCnnWeights from '../../models/ds-cnn/weights.bin?url&no-inline';
import lenet300 from '../../models/lenet-300-100/model.json';
import lenet300Weights from '../../models/lenet-300-100/weights.bin?url&no-inline';
import lenet5 from '../../models/lenet-5/model.json';
import lenet5Weights from '../../models/lenet-5/weights.bin?url&no-inline';

interface Asset {
  readonly modelTopology: object;
  readonly weightsManifest: { weights: unknown[] }[];
}

const ASSETS: Readonly<Record<string, { model: Asset; weights: string }>> = {
  'lenet-300-100': { model: lenet300, weights: lenet300Weights },
  'ds-cnn': { model: dsCnn, weights: dsCnnWeights },
  'lenet-5': { model: lenet5, weights: lenet5Weights },
};

/** Fetches a shipped model. Throws an error for people where its weights are missing or damaged. */
export async function fetchModel(id: string, signal?: AbortSignal): Promise<ModelFile> {
  const card = cardOf(id);
  const { model, weights } = ASSETS[id]!;
  const bytes = await download(weights, card.name, signal);
  verifyWeights(bytes, card.weights);
  return {
    topology: model.modelTopology,
    weightSpecs: model.weightsManifest.flatMap(
      (group) => group.weights,
    ) as io.WeightsManifestEntry[],
    weightData: bytes.buffer as ArrayBuffer,
  };
}

async function download(url: string, name: string, signal?: AbortSignal): Promise<Uint8Array> {
  const advice = 'Check the connection and try again.';
  let response: Response;
  try {
    response = await fetch(url, { signal });
  } catch {
    signal?.throwIfAborted();
    throw new Error(`The weights of ${name} could not be fetched. ${advice}`);
  }
  if (!response.ok) {
    throw new Error(
      `The weights of ${name} are not where they should be (the server answers ${response.status}). ${advice}`,
    );
  }
  return new Uint8Array(await response.arrayBuffer());
}
