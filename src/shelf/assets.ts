import type { WeightSpec, ModelFile } from '../graph/model-file';
import { verifyWeights } from '../formats/verify';
import { cardOf } from './cards';
import dsCnn from '../../models/ds-cnn/model.json?url&no-inline';
import dsCnnWeights from '../../models/ds-cnn/weights.bin?url&no-inline';
import dsCnnAdamW from '../../models/ds-cnn-adamw/model.json?url&no-inline';
import dsCnnAdamWWeights from '../../models/ds-cnn-adamw/weights.bin?url&no-inline';
import lenet300 from '../../models/lenet-300-100/model.json?url&no-inline';
import lenet300Weights from '../../models/lenet-300-100/weights.bin?url&no-inline';
import lenet5 from '../../models/lenet-5/model.json?url&no-inline';
import lenet5Weights from '../../models/lenet-5/weights.bin?url&no-inline';

/** Where a shipped model's two files are. */
interface Addresses {
  readonly model: string;
  readonly weights: string;
}

/** What a model.json holds, as tfjs writes it. */
interface Description {
  readonly modelTopology: object;
  readonly weightsManifest: { readonly weights: WeightSpec[] }[];
}

const ADDRESSES: Readonly<Record<string, Addresses>> = {
  'lenet-300-100': { model: lenet300, weights: lenet300Weights },
  'lenet-5': { model: lenet5, weights: lenet5Weights },
  'ds-cnn': { model: dsCnn, weights: dsCnnWeights },
  'ds-cnn-adamw': { model: dsCnnAdamW, weights: dsCnnAdamWWeights },
};

/**
 * Fetches a shipped model. Throws an error for people where a file is missing or damaged.
 *
 * @param heard hears how many bytes of the weights are there, and of how many.
 */
export async function fetchModel(
  id: string,
  signal?: AbortSignal,
  heard?: (bytes: number, of: number) => void,
): Promise<ModelFile> {
  const card = cardOf(id);
  const { model, weights } = ADDRESSES[id]!;
  const [description, bytes] = await Promise.all([
    download(model, `The description of ${card.name}`, signal),
    download(weights, `The weights of ${card.name}`, signal, (bytes) =>
      heard?.(bytes, card.weights.bytes),
    ),
  ]);
  verifyWeights(bytes, card.weights);
  const { modelTopology, weightsManifest } = parse(description, card.name);
  return {
    topology: modelTopology,
    weightSpecs: weightsManifest.flatMap((group) => group.weights),
    weightData: bytes.buffer as ArrayBuffer,
  };
}

function parse(bytes: Uint8Array, name: string): Description {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as Description;
  } catch (cause) {
    throw new Error(`The description of ${name} is damaged. Load the page again.`, { cause });
  }
}

/**
 * Fetches a file of the page. Throws an error for people that says what is missing.
 *
 * @param heard hears how many bytes are there, as they come.
 */
export async function download(
  url: string,
  what: string,
  signal?: AbortSignal,
  heard?: (bytes: number) => void,
): Promise<Uint8Array> {
  const advice = 'Check the connection and try again.';
  let response: Response;
  try {
    response = await fetch(url, { signal });
  } catch {
    signal?.throwIfAborted();
    throw new Error(`${what} could not be fetched. ${advice}`);
  }
  if (!response.ok) {
    throw new Error(`${what} cannot be had: the server answers ${response.status}. ${advice}`);
  }
  if (!heard || !response.body) return new Uint8Array(await response.arrayBuffer());
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = response.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    parts.push(part.value);
    heard((bytes += part.value.length));
  }
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}
