/** Kernels of the WASM backend, run one by one to compose others. */

import { Transpose, getKernel, registerKernel, unregisterKernel } from '@tensorflow/tfjs-core';
import type {
  KernelBackend,
  KernelConfig,
  KernelFunc,
  NamedTensorInfoMap,
  TensorInfo,
} from '@tensorflow/tfjs-core';

const BACKEND = 'wasm';

export type Arguments = Parameters<KernelFunc>[0];
export type Shape4D = [number, number, number, number];

/** The WASM backend's kernel; throws where it has not been imported, or there is none. */
export function stockKernel(name: string): KernelConfig {
  const kernel = getKernel(name, BACKEND);
  if (!kernel) throw new Error(`The ${BACKEND} backend has no kernel ${name}: import it first`);
  return kernel;
}

/** Gives the WASM backend a kernel that it lacks. */
export function add(kernelName: string, kernelFunc: KernelFunc): void {
  registerKernel({ kernelName, backendName: BACKEND, kernelFunc });
}

/** Gives the WASM backend another kernel in place of one that it has. */
export function replace(stock: KernelConfig, kernelFunc: KernelFunc): void {
  unregisterKernel(stock.kernelName, BACKEND);
  registerKernel({ ...stock, kernelFunc });
}

/** Runs a kernel of one output; the caller disposes it. */
export function run(
  name: string,
  inputs: NamedTensorInfoMap,
  attrs: object,
  backend: unknown,
): TensorInfo {
  return stockKernel(name).kernelFunc({
    inputs,
    attrs: attrs as Arguments['attrs'],
    backend: backend as object,
  }) as TensorInfo;
}

export function transpose(x: TensorInfo, perm: number[], backend: unknown): TensorInfo {
  return run(Transpose, { x }, { perm }, backend);
}

/** The same data in another shape: nothing is copied, and nothing more is to be disposed. */
export function reshaped(x: TensorInfo, shape: number[]): TensorInfo {
  return { dataId: x.dataId, shape, dtype: x.dtype };
}

export function dispose(backend: unknown, ...tensors: TensorInfo[]): void {
  for (const tensor of tensors) (backend as KernelBackend).disposeData(tensor.dataId);
}

export function requireChannelsLast(dataFormat: string): void {
  if (dataFormat !== 'NHWC') {
    throw new Error(`Gradients of convolutions need the data format NHWC; got ${dataFormat}`);
  }
}
