/**
 * Stands for the package of seeded random numbers in the build: tfjs draws them for dropout and for new
 * weights, in training of its own, where the page has a generator and a training of its own.
 */
export const alea = (): (() => number) => Math.random;
