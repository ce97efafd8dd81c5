import type { Encoding } from './encoding';
import { packSymbols, readValues } from './symbols';

/** Every symbol at b bits: ⌈n·b/8⌉ bytes. */
export const dense: Encoding = {
  encode: (kernel) => ({ weights: packSymbols(kernel) }),
  decode: (reader, { weights, bits }) => readValues(reader, bits, weights),
};
