/**
 * The points half-way between neighbouring codes, one fewer than codes. A number that lies on one is
 * nearest to the lower code, as to the higher.
 *
 * @param codes ascending.
 */
export function boundariesOf(codes: Float32Array): Float64Array {
  const boundaries = new Float64Array(codes.length - 1);
  for (let j = 0; j < boundaries.length; j++) boundaries[j] = (codes[j]! + codes[j + 1]!) / 2;
  return boundaries;
}

/**
 * The code nearest to each number, the lower one of two.
 *
 * @param codes ascending, at least one.
 */
export function toNearest(values: Float32Array, codes: Float32Array): Float32Array {
  const boundaries = boundariesOf(codes);
  const nearest = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    // The code's place is the number of boundaries below the value.
    let low = 0;
    let high = boundaries.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (boundaries[middle]! < value) low = middle + 1;
      else high = middle;
    }
    nearest[i] = codes[low]!;
  }
  return nearest;
}
