import type { MathBackendWebGL } from '@tensorflow/tfjs-backend-webgl';
import { backend, env, getBackend } from '@tensorflow/tfjs-core';
import type { WeightTensor } from '../../core/tensor';
import { ReferenceKernels } from './reference';
import { fitsTexture } from './texels';
import { WebGLKernels } from './webgl';
import type { WeightKernels } from './weight-kernels';

/** The kernels on the current backend: the GPU program where it can run, else the CPU's loop. */
export function chooseKernels(tensors: readonly WeightTensor[]): WeightKernels {
  const canRunProgram =
    getBackend() === 'webgl' &&
    env().getNumber('WEBGL_VERSION') === 2 &&
    tensors.every(({ shape }) => fitsTexture(shape, env().getNumber('WEBGL_MAX_TEXTURE_SIZE')));
  return canRunProgram
    ? new WebGLKernels(backend() as MathBackendWebGL, tensors)
    : new ReferenceKernels(backend(), tensors);
}
