/** Where the work runs on this machine, found out once when the worker starts. */
export interface Place {
  /** Backend that prunes and quantizes the weights. */
  readonly weights: BackendName;
  /** Backend that evaluates and is timed. */
  readonly inference: BackendName;
  /** What the graphics driver calls itself, where there is WebGL. */
  readonly renderer?: string;
  /** Why inference is not on the GPU, where it is not. */
  readonly reason?: 'software' | 'inexact' | 'no-webgl';
}

export type BackendName = 'webgl' | 'wasm' | 'cpu';
