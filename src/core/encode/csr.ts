import { bytesOf, concatenate, type ByteReader } from './bytes';
import type { Encoding } from './encoding';
import { nonZeroValues, packSymbols, readValues, zeroValues } from './symbols';

/**
 * Compressed sparse rows. A kernel is a matrix with a row for each input and a column for each
 * output channel. Stored are the bytes p of a row pointer, rows + 1 pointers (row r holds the
 * entries from pointer r up to pointer r + 1), the column of each entry, and its symbol:
 * 1 + (rows + 1)·p + z·c + ⌈z·b/8⌉ bytes for z entries.
 *
 * An index takes 1, 2 or 4 bytes, the fewest that hold the greatest there can be: p for z, c for
 * the last column.
 */
export const csr: Encoding = {
  encode(kernel) {
    const { bits, values, channels } = kernel;
    const rows = rowsOf(values.length, channels);
    const kept = nonZeroValues(kernel);
    const pointerBytes = indexBytes(kept.length);
    const pointers = new (indexArray(pointerBytes))(rows + 1);
    const columns = new (indexArray(indexBytes(channels - 1)))(kept.length);
    let entries = 0;
    for (let row = 0, i = 0; row < rows; row++) {
      for (let column = 0; column < channels; column++, i++) {
        if (values[i] !== 0) columns[entries++] = column;
      }
      pointers[row + 1] = entries;
    }
    return {
      indices: concatenate([Uint8Array.of(pointerBytes), bytesOf(pointers), bytesOf(columns)]),
      weights: packSymbols({ bits, values: kept }),
    };
  },

  decode(reader, { weights, channels, bits }) {
    const rows = rowsOf(weights, channels);
    const pointers = readIndices(reader, reader.byte(), rows + 1);
    const entries = pointers[rows]!;
    if (pointers[0] !== 0 || entries > weights) {
      throw new RangeError(
        `The row pointers go from ${pointers[0]} to ${entries}, expected 0 to at most ${weights}.`,
      );
    }
    const columns = readIndices(reader, indexBytes(channels - 1), entries);
    const kept = readValues(reader, bits, entries);
    const values = zeroValues(bits, weights);
    for (let row = 0; row < rows; row++) {
      const end = pointers[row + 1]!;
      if (end < pointers[row]! || end > entries) {
        throw new RangeError(
          `Row ${row} is from entry ${pointers[row]} to ${end} of ${entries}, expected in order.`,
        );
      }
      for (let entry = pointers[row]!; entry < end; entry++) {
        const column = columns[entry]!;
        if (column >= channels) {
          throw new RangeError(
            `Entry ${entry} is in column ${column}, expected below ${channels}.`,
          );
        }
        values[row * channels + column] = kept[entry]!;
      }
    }
    return values;
  },
};

function rowsOf(weights: number, channels: number): number {
  if (weights === 0) return 0;
  const rows = weights / channels;
  if (!(Number.isInteger(rows) && Number.isInteger(channels) && channels > 0)) {
    throw new RangeError(`${weights} weights are not in whole rows of ${channels} channels.`);
  }
  return rows;
}

function indexBytes(greatest: number): number {
  if (greatest < 2 ** 8) return 1;
  return greatest < 2 ** 16 ? 2 : 4;
}

function indexArray(bytes: number) {
  const array = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array }[bytes];
  if (!array) throw new RangeError(`An index has ${bytes} bytes, expected 1, 2 or 4.`);
  return array;
}

function readIndices(reader: ByteReader, bytes: number, count: number) {
  return new (indexArray(bytes))(reader.take(bytes * count).buffer);
}
