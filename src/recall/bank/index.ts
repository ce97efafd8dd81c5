import type { Item } from '../item';
import { bytesPerKernelWeight } from './bytes-per-weight';
import { chanceFloor } from './chance-floor';
import { channelRanges } from './channel-ranges';
import { decodedStorage } from './decoded-storage';
import { dominatedPoint } from './dominated-point';
import { flatThenCliff } from './flat-then-cliff';
import { keptMask } from './kept-mask';
import { layerToSpare } from './layer-to-spare';
import { maskedZeros } from './masked-zeros';
import { needsADevice } from './needs-a-device';
import { oneImage } from './one-image';
import { scaleAndCode } from './scale-and-code';
import { smallestFile } from './smallest-file';
import { smallestOverall } from './smallest-overall';
import { techniqueForGoal } from './technique-for-goal';
import { tradeOffs } from './trade-offs';
import { underBudget } from './under-budget';
import { veryFewBits } from './very-few-bits';
import { whatAndWhy } from './what-and-why';
import { zerosSameShape } from './zeros-same-shape';

/** The questions in the order of their numbers. */
export const BANK: readonly Item[] = [
  scaleAndCode,
  zerosSameShape,
  decodedStorage,
  flatThenCliff,
  techniqueForGoal,
  bytesPerKernelWeight,
  smallestOverall,
  needsADevice,
  chanceFloor,
  underBudget,
  whatAndWhy,
  tradeOffs,
  channelRanges,
  maskedZeros,
  keptMask,
  smallestFile,
  oneImage,
  dominatedPoint,
  layerToSpare,
  veryFewBits,
];
