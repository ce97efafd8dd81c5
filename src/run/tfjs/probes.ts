import { fill, matMul, relu, tidy, type Tensor } from '@tensorflow/tfjs-core';
import { awaitTensor } from './await-tensor';
import { time } from '../time';

/** Sides of the square matrices that may be multiplied. */
const SIDES = [256, 512, 1024];
/** A matMul that takes longer, in milliseconds, has all of the machine at work. */
const LONG = 4;
/** Lengths of the vectors that ReLU is taken of, from what most caches hold to what few do. */
const LENGTHS = [2 ** 16, 2 ** 18, 2 ** 20, 2 ** 22];
/** A ReLU reads a float32 and writes one. */
const BYTES = 8;

/** An op that is about as fast as this machine can be, and what it does; the caller disposes it. */
export interface Probe {
  /** Multiply-accumulates of a matMul, bytes read and written of a ReLU. */
  readonly amount: number;
  run(): void;
  dispose(): void;
}

/** The smallest matMul that takes long, or else the largest. */
export function arithmeticProbe(): Probe {
  let probe: Probe | undefined;
  for (const side of SIDES) {
    probe?.dispose();
    probe = probeOf([side, side], side ** 3, (x) => matMul(x, x));
    // The first call compiles its program.
    probe.run();
    if (time(probe.run) > LONG) break;
  }
  return probe!;
}

/** ReLUs that move more and more bytes. */
export function memoryProbes(): Probe[] {
  return LENGTHS.map((length) => probeOf([length], BYTES * length, relu));
}

function probeOf(shape: number[], amount: number, op: (x: Tensor) => Tensor): Probe {
  const input = fill(shape, 1);
  return {
    amount,
    run: () => tidy(() => awaitTensor(op(input))),
    dispose: () => input.dispose(),
  };
}
