/**
 * What the WebGL backend computes on the processor, in whose module's place the build puts this file:
 * only what the kernels of ../webgl.ts ask for. The module itself takes in kernels of text and of ragged
 * tensors as well.
 */
export { simpleAbsImpl as simpleAbsImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Abs';
export { addImpl as addImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Add';
export { castImpl as castImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Cast';
export { concatImpl as concatImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Concat_impl';
export { equalImpl as equalImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Equal';
export { expImpl as expImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Exp';
export { floorImpl as floorImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Floor';
export { gatherV2Impl as gatherV2ImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/GatherV2_impl';
export { greaterImpl as greaterImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Greater';
export { greaterEqualImpl as greaterEqualImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/GreaterEqual';
export { lessImpl as lessImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Less';
export { lessEqualImpl as lessEqualImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/LessEqual';
export { logImpl as logImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Log';
export { maxImpl as maxImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Max_impl';
export { maximumImpl as maximumImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Maximum';
export { minimumImpl as minimumImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Minimum';
export { multiplyImpl as multiplyImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Multiply';
export { negImpl as negImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Neg';
export { notEqualImpl as notEqualImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/NotEqual';
export { prodImpl as prodImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Prod';
export { rangeImpl as rangeImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Range_impl';
export { rsqrtImpl as rsqrtImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Rsqrt';
export { sigmoidImpl as sigmoidImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Sigmoid';
export { sliceImpl as sliceImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Slice';
export { sqrtImpl as sqrtImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Sqrt';
export { stridedSliceImpl as stridedSliceImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/StridedSlice_impl';
export { subImpl as subImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Sub';
export { tileImpl as tileImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Tile_impl';
export { transposeImpl as transposeImplCPU } from '@tensorflow/tfjs-backend-cpu/dist/kernels/Transpose_impl';
