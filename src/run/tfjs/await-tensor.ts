import { getBackend, slice, tidy, type Tensor } from '@tensorflow/tfjs-core';

/**
 * Waits until a tensor is computed. On a processor it is so once its op returns; a GPU has to be
 * asked for a value, the first one here. (WebAssembly's slice would copy the whole tensor for it.)
 */
export function awaitTensor(tensor: Tensor): void {
  if (getBackend() !== 'webgl') return;
  const begin = tensor.shape.map(() => 0);
  const size = tensor.shape.map(() => 1);
  tidy(() => void slice(tensor, begin, size).dataSync());
}
