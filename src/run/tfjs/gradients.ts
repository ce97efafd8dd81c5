/**
 * The gradients of the layers that networks have, and the kernels that they need on WebGL; see
 * `webgl` for why no others.
 */
import { avgPoolGradConfig as avgPoolGradKernel } from '@tensorflow/tfjs-backend-webgl/dist/kernels/AvgPoolGrad';
import { conv2DBackpropFilterConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Conv2DBackpropFilter';
import { conv2DBackpropInputConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Conv2DBackpropInput';
import { depthwiseConv2dNativeBackpropFilterConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/DepthwiseConv2dNativeBackpropFilter';
import { depthwiseConv2dNativeBackpropInputConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/DepthwiseConv2dNativeBackpropInput';
import { eluGradConfig as eluGradKernel } from '@tensorflow/tfjs-backend-webgl/dist/kernels/EluGrad';
import { maxPoolGradConfig as maxPoolGradKernel } from '@tensorflow/tfjs-backend-webgl/dist/kernels/MaxPoolGrad';
import { registerGradient, registerKernel } from '@tensorflow/tfjs-core';
import { addGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Add_grad';
import { avgPoolGradConfig } from '@tensorflow/tfjs-core/dist/gradients/AvgPool_grad';
import { batchMatMulGradConfig } from '@tensorflow/tfjs-core/dist/gradients/BatchMatMul_grad';
import { castGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Cast_grad';
import { clipByValueGradConfig } from '@tensorflow/tfjs-core/dist/gradients/ClipByValue_grad';
import { conv2DGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Conv2D_grad';
import { depthwiseConv2dNativeGradConfig } from '@tensorflow/tfjs-core/dist/gradients/DepthwiseConv2dNative_grad';
import { eluGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Elu_grad';
import { fusedBatchNormGradConfig } from '@tensorflow/tfjs-core/dist/gradients/FusedBatchNorm_grad';
import { identityGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Identity_grad';
import { leakyReluGradConfig } from '@tensorflow/tfjs-core/dist/gradients/LeakyRelu_grad';
import { maxGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Max_grad';
import { maxPoolGradConfig } from '@tensorflow/tfjs-core/dist/gradients/MaxPool_grad';
import { meanGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Mean_grad';
import { multiplyGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Multiply_grad';
import { padV2GradConfig } from '@tensorflow/tfjs-core/dist/gradients/PadV2_grad';
import { relu6GradConfig } from '@tensorflow/tfjs-core/dist/gradients/Relu6_grad';
import { reluGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Relu_grad';
import { reshapeGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Reshape_grad';
import { sigmoidGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Sigmoid_grad';
import { softmaxGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Softmax_grad';
import { tanhGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Tanh_grad';
import { transposeGradConfig } from '@tensorflow/tfjs-core/dist/gradients/Transpose_grad';

const GRADIENTS = [
  addGradConfig,
  avgPoolGradConfig,
  batchMatMulGradConfig,
  castGradConfig,
  clipByValueGradConfig,
  conv2DGradConfig,
  depthwiseConv2dNativeGradConfig,
  eluGradConfig,
  fusedBatchNormGradConfig,
  identityGradConfig,
  leakyReluGradConfig,
  maxGradConfig,
  maxPoolGradConfig,
  meanGradConfig,
  multiplyGradConfig,
  padV2GradConfig,
  relu6GradConfig,
  reluGradConfig,
  reshapeGradConfig,
  sigmoidGradConfig,
  softmaxGradConfig,
  tanhGradConfig,
  transposeGradConfig,
];

const KERNELS = [
  avgPoolGradKernel,
  conv2DBackpropFilterConfig,
  conv2DBackpropInputConfig,
  depthwiseConv2dNativeBackpropFilterConfig,
  depthwiseConv2dNativeBackpropInputConfig,
  eluGradKernel,
  maxPoolGradKernel,
];

for (const gradient of GRADIENTS) registerGradient(gradient);
for (const kernel of KERNELS) registerKernel(kernel);
