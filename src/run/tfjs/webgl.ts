/**
 * The WebGL backend with the kernels of networks of layers, and no others: all of them would be a
 * seventh of the page's script more. What is missing here fails with its name: "Kernel 'FFT' not
 * registered for backend 'webgl'".
 */
import '@tensorflow/tfjs-backend-webgl/dist/base';
import { absConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Abs';
import { addConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Add';
import { addNConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/AddN';
import { argMaxConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/ArgMax';
import { avgPoolConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/AvgPool';
import { batchMatMulConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/BatchMatMul';
import { batchNormConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/BatchNorm';
import { castConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Cast';
import { clipByValueConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/ClipByValue';
import { complexConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Complex';
import { concatConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Concat';
import { conv2DConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Conv2D';
import { depthwiseConv2dNativeConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/DepthwiseConv2dNative';
import { eluConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Elu';
import { equalConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Equal';
import { expConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Exp';
import { expandDimsConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/ExpandDims';
import { fillConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Fill';
import { floorConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Floor';
import { fusedConv2DConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/FusedConv2D';
import { fusedDepthwiseConv2DConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/FusedDepthwiseConv2D';
import { gatherV2Config } from '@tensorflow/tfjs-backend-webgl/dist/kernels/GatherV2';
import { greaterConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Greater';
import { greaterEqualConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/GreaterEqual';
import { identityConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Identity';
import { leakyReluConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/LeakyRelu';
import { lessConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Less';
import { lessEqualConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/LessEqual';
import { logConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Log';
import { logicalAndConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/LogicalAnd';
import { logicalNotConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/LogicalNot';
import { maxConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Max';
import { maxPoolConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/MaxPool';
import { maximumConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Maximum';
import { meanConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Mean';
import { minConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Min';
import { minimumConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Minimum';
import { multiplyConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Multiply';
import { negConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Neg';
import { notEqualConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/NotEqual';
import { onesLikeConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/OnesLike';
import { packConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Pack';
import { padV2Config } from '@tensorflow/tfjs-backend-webgl/dist/kernels/PadV2';
import { powConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Pow';
import { preluConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Prelu';
import { prodConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Prod';
import { rangeConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Range';
import { realConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Real';
import { realDivConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/RealDiv';
import { reluConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Relu';
import { relu6Config } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Relu6';
import { reshapeConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Reshape';
import { resizeNearestNeighborConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/ResizeNearestNeighbor';
import { reverseConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Reverse';
import { roundConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Round';
import { rsqrtConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Rsqrt';
import { selectConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Select';
import { seluConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Selu';
import { sigmoidConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Sigmoid';
import { signConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Sign';
import { sliceConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Slice';
import { softmaxConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Softmax';
import { softplusConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Softplus';
import { splitVConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/SplitV';
import { sqrtConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Sqrt';
import { squareConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Square';
import { squaredDifferenceConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/SquaredDifference';
import { stepConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Step';
import { stridedSliceConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/StridedSlice';
import { subConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Sub';
import { sumConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Sum';
import { tanhConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Tanh';
import { tileConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Tile';
import { transposeConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Transpose';
import { unpackConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/Unpack';
import { zerosLikeConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/ZerosLike';
import { _fusedMatMulConfig } from '@tensorflow/tfjs-backend-webgl/dist/kernels/_FusedMatMul';
import { registerKernel, type KernelConfig } from '@tensorflow/tfjs-core';

const KERNELS: readonly KernelConfig[] = [
  absConfig,
  addConfig,
  addNConfig,
  argMaxConfig,
  avgPoolConfig,
  batchMatMulConfig,
  batchNormConfig,
  castConfig,
  clipByValueConfig,
  complexConfig,
  concatConfig,
  conv2DConfig,
  depthwiseConv2dNativeConfig,
  eluConfig,
  equalConfig,
  expConfig,
  expandDimsConfig,
  fillConfig,
  floorConfig,
  fusedConv2DConfig,
  fusedDepthwiseConv2DConfig,
  gatherV2Config,
  greaterConfig,
  greaterEqualConfig,
  identityConfig,
  leakyReluConfig,
  lessConfig,
  lessEqualConfig,
  logConfig,
  logicalAndConfig,
  logicalNotConfig,
  maxConfig,
  maxPoolConfig,
  maximumConfig,
  meanConfig,
  minConfig,
  minimumConfig,
  multiplyConfig,
  negConfig,
  notEqualConfig,
  onesLikeConfig,
  packConfig,
  padV2Config,
  powConfig,
  preluConfig,
  prodConfig,
  rangeConfig,
  realConfig,
  realDivConfig,
  reluConfig,
  relu6Config,
  reshapeConfig,
  resizeNearestNeighborConfig,
  reverseConfig,
  roundConfig,
  rsqrtConfig,
  selectConfig,
  seluConfig,
  sigmoidConfig,
  signConfig,
  sliceConfig,
  softmaxConfig,
  softplusConfig,
  splitVConfig,
  sqrtConfig,
  squareConfig,
  squaredDifferenceConfig,
  stepConfig,
  stridedSliceConfig,
  subConfig,
  sumConfig,
  tanhConfig,
  tileConfig,
  transposeConfig,
  unpackConfig,
  zerosLikeConfig,
  _fusedMatMulConfig,
];

for (const kernel of KERNELS) registerKernel(kernel);
