/** The `count` of some weights with the lowest magnitudes, ties by lowest index, by sorting. */
export function lowest(members: readonly number[], values: Float32Array, count: number): number[] {
  return [...members]
    .sort((a, b) => Math.abs(values[a]!) - Math.abs(values[b]!) || a - b)
    .slice(0, count);
}

/** Each group's weights: four consecutive input channels at one position and output channel. */
export function groupsOf(shape: readonly number[]): number[][] {
  const [outputs, inputs, ...positions] = [...shape].reverse() as [number, number, ...number[]];
  const groups: number[][] = [];
  for (let position = 0; position < positions.reduce((a, b) => a * b, 1); position++) {
    for (let output = 0; output < outputs; output++) {
      for (let first = 0; first < inputs; first += 4) {
        const channels = [0, 1, 2, 3].map((i) => first + i).filter((input) => input < inputs);
        groups.push(channels.map((input) => (position * inputs + input) * outputs + output));
      }
    }
  }
  return groups;
}
