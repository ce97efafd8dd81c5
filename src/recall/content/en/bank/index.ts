import type { Item } from '../../item';
import { bytesPerKernelWeight } from './bytes-per-weight';
import { chanceFloor } from './chance-floor';
import { channelRanges } from './channel-ranges';
import { decodedStorage } from './decoded-storage';
import { dominatedPoint } from './dominated-point';
import { exactZero } from './exact-zero';
import { flatThenCliff } from './flat-then-cliff';
import { keptMask } from './kept-mask';
import { layerToSpare } from './layer-to-spare';
import { maskedZeros } from './masked-zeros';
import { needsADevice } from './needs-a-device';
import { oneImage } from './one-image';
import { pruneOrQuantizeFirst } from './prune-or-quantize-first';
import { scaleAndCode } from './scale-and-code';
import { smallestFile } from './smallest-file';
import { smallestOverall } from './smallest-overall';
import { techniqueForGoal } from './technique-for-goal';
import { tradeOffs } from './trade-offs';
import { typicalInputs } from './typical-inputs';
import { underBudget } from './under-budget';
import { veryFewBits } from './very-few-bits';
import { whatAndWhy } from './what-and-why';
import { zerosSameShape } from './zeros-same-shape';

/**
 * The questions in the order of their numbers.
 *
 * To add one: copy the file of an item that resembles it, give it an `id` that no item has had and
 * the next number, and put it at the end of this list. Options are three or four, of about equal
 * length, one of them correct; each feedback names the idea that leads to its option. Give the
 * experiment whose figures bear the claim out, and put into `holds` what the claim says and no more.
 * `../../../proof/columns` has the figures that can be shown. Print no figure that you have not measured, or cite
 * its source.
 *
 * Then `npx vitest run --project node tests/recall` says which item breaks which rule: `bank.test`
 * checks form (lengths, where the keys stand, feedback, limits of the steps); `claims.test` wants
 * figures that bear the claim out and others that refute it; `shipped.test` runs the experiment on
 * the shipped model. Times are asserted nowhere, for they are the device's.
 */
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
  exactZero,
  typicalInputs,
  keptMask,
  smallestFile,
  oneImage,
  dominatedPoint,
  layerToSpare,
  pruneOrQuantizeFirst,
  veryFewBits,
];
