/** Adding 1.5·2⁵² to a double leaves no bits for a fraction, so the addition itself rounds. */
const NO_FRACTION = 1.5 * 2 ** 52;

/**
 * The nearest integer, ties to the even one: the one rounding used for codes and counts, the
 * default of IEEE 754 and what `tf.round` does. Never −0.
 *
 * @param x of magnitude at most 2⁵¹.
 */
export function roundHalfEven(x: number): number {
  return x + NO_FRACTION - NO_FRACTION;
}
