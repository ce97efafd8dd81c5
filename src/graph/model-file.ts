/** A weight tensor as a model file's manifest describes it, in the order of the bytes. */
export interface WeightSpec {
  /** As the file calls it: `fc1/kernel`. */
  readonly name: string;
  readonly shape: number[];
  readonly dtype: 'float32' | 'int32' | 'bool' | 'string' | 'complex64';
  /** How values are stored where that is not `dtype`; integers mean `scale`·q + `min`. */
  readonly quantization?: {
    readonly dtype: 'float16' | 'uint16' | 'uint8';
    readonly scale?: number;
    readonly min?: number;
  };
}

/** A model file in TensorFlow.js's Layers format, with its weights' bytes in memory. */
export interface ModelFile {
  readonly topology: object;
  readonly weightSpecs: WeightSpec[];
  readonly weightData: ArrayBuffer;
}
