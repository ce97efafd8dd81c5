/** What is known about a trained model: the content of its card.json. */

/** Correct answers among so many images. */
export interface Score {
  correct: number;
  images: number;
}

/** What is the same for every optimizer. */
interface Schedule {
  /** Training images, each drawn once and seen once. */
  images: number;
  /** Images a step. */
  batch: number;
  /** Rises linearly to this over `warmup` steps, then falls linearly to 0. */
  learningRate: number;
  warmup: number;
  /** The part of each target that is spread evenly over the classes. */
  labelSmoothing: number;
  /** Standard deviation of ln γ at the start of batch norm; left out where every γ starts at 1. */
  gammaSpread?: number;
}

interface AdamWRecipe extends Schedule {
  optimizer: 'AdamW';
  /** Decoupled weight decay, times the learning rate, each step; kernels only. */
  weightDecay: number;
}

interface SgdRecipe extends Schedule {
  optimizer: 'SGD';
  momentum: number;
  /** L2 penalty λ: λ·w is added to the gradient; kernels only. */
  l2: number;
}

/** How a model was trained. */
export type TrainingRecipe = AdamWRecipe | SgdRecipe;

export interface ModelCard {
  id: string;
  name: string;
  /** One sentence. */
  summary: string;
  /** What a reader must know before concluding anything from this model. */
  note?: string;
  /** Weights, biases and the variables of batch norm, its moving moments included. */
  parameters: number;
  /** What is left of them when batch norm is folded: kernels, and a bias for each channel. */
  foldedParameters: number;
  /** Multiplications of an input with a weight, for one image. */
  macs: number;
  /** Names of the layers that have a kernel, first layer first. */
  kernels: string[];
  seed: number;
  recipe: TrainingRecipe;
  /** Wall time of the training, in seconds, on the machine that made the weights. */
  trainedSeconds: number;
  /** Of the weights as shipped. */
  accuracy: { test: Score; validation: Score };
  /** The type is that of kernels and biases; variables of batch norm are float32 in any case. */
  weights: { file: string; bytes: number; sha256: string; dtype: 'float16' };
}
