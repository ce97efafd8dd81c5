/** Images of an epoch: drawn as they are needed, so that none comes twice. */
export const EPOCH_IMAGES = 10_000;
/** Images that a training is watched by, and the best weights are chosen by. */
export const VALIDATION_IMAGES = 500;
