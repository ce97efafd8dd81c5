import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import type { io } from '@tensorflow/tfjs-core';
import { drawTestSet } from '../src/tasks/digits/splits';
import { Examination } from '../src/engine/examination';
import { Subject } from '../src/engine/subject';
import type { Checkpoints } from '../src/engine/checkpoints';
import type { ModelFile } from '../src/graph/model-file';
import { tunerOn } from './hooks';

const PLACE = { weights: 'wasm', inference: 'wasm' } as const;

setWasmPaths(
  `${dirname(createRequire(import.meta.url).resolve('@tensorflow/tfjs-backend-wasm'))}/`,
);

/** The folder of a shipped model, and a file of it. */
const modelPath = (id: string, file: string) => new URL(`../models/${id}/${file}`, import.meta.url);

/** A shipped model as it lies in the repository. */
export function readModel(id: string): ModelFile {
  const { modelTopology, weightsManifest } = JSON.parse(
    readFileSync(modelPath(id, 'model.json'), 'utf8'),
  ) as { modelTopology: object; weightsManifest: { weights: io.WeightsManifestEntry[] }[] };
  const bytes = readFileSync(modelPath(id, 'weights.bin'));
  return {
    topology: modelTopology,
    weightSpecs: weightsManifest.flatMap(({ weights }) => weights),
    weightData: Uint8Array.from(bytes).buffer,
  };
}

/** A model on WebAssembly and the test set; the caller disposes it. */
export function subjectOf(file: ModelFile, checkpoints?: Checkpoints): Promise<Subject> {
  return Subject.create(file, PLACE, drawTestSet(), tunerOn(PLACE, checkpoints));
}

/** A shipped model on WebAssembly and the test set; the caller disposes it. */
export function shippedSubject(id: string, checkpoints?: Checkpoints): Promise<Subject> {
  return subjectOf(readModel(id), checkpoints);
}

/** The same, ready to be examined; the caller disposes it. */
export async function examineShipped(id: string, checkpoints?: Checkpoints): Promise<Examination> {
  return Examination.create(await shippedSubject(id, checkpoints), () => Promise.resolve());
}
