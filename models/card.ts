/** What is known about a trained model: the content of its card.json. */

/** Correct answers among so many images. */
export interface Score {
  correct: number;
  images: number;
}

/** How a model was trained. */
export interface TrainingRecipe {
  /** Training images, each drawn once and seen once. */
  images: number;
  /** Images a step. */
  batch: number;
  optimizer: 'AdamW';
  /** Rises linearly to this over `warmup` steps, then falls linearly to 0. */
  learningRate: number;
  warmup: number;
  /** Decoupled weight decay, times the learning rate, each step; kernels only. */
  weightDecay: number;
  /** The part of each target that is spread evenly over the classes. */
  labelSmoothing: number;
}

export interface ModelCard {
  id: string;
  name: string;
  /** One sentence. */
  summary: string;
  /** Trainable weights and biases. */
  parameters: number;
  /** Multiplications of an input with a weight, for one image. */
  macs: number;
  seed: number;
  recipe: TrainingRecipe;
  /** Wall time of the training, in seconds, on the machine that made the weights. */
  trainedSeconds: number;
  /** Of the weights as shipped, rounded to float16. */
  accuracy: { test: Score; validation: Score };
  weights: { file: string; bytes: number; sha256: string; dtype: 'float16' };
}
