import { expect, test } from 'vitest';
import { ByteReader, bytesOf, concatenate } from '../../../src/core/encode/bytes';

test('the bytes of a view are its own, lowest first', () => {
  expect(bytesOf(Uint16Array.of(9, 0x0201, 9).subarray(1, 2))).toEqual(Uint8Array.of(1, 2));
});

test('parts are joined in order, none of them lost', () => {
  expect(concatenate([])).toHaveLength(0);
  expect(concatenate([Uint8Array.of(1), new Uint8Array(0), Uint8Array.of(2, 3)])).toEqual(
    Uint8Array.of(1, 2, 3),
  );
});

test('a reader gives bytes, numbers and floats one after the other, at any alignment', () => {
  const reader = new ByteReader(Uint8Array.of(7, 1, 2, 0, 0, 0, 0, 0x80, 0x3f, 8, 9));
  expect(reader.byte()).toBe(7);
  expect(reader.uint32()).toBe(0x201);
  expect(reader.floats(1)).toEqual(Float32Array.of(1));
  expect(reader.take(2)).toEqual(Uint8Array.of(8, 9));
  expect(reader.take(0)).toHaveLength(0);
  reader.end();
});

test('what is taken is a copy', () => {
  const bytes = Uint8Array.of(1, 2);
  new ByteReader(bytes).take(2)[0] = 9;
  expect(bytes[0]).toBe(1);
});

test('bytes that are missing or left over are told with both lengths', () => {
  const reader = new ByteReader(new Uint8Array(5));
  reader.uint32();
  expect(() => reader.uint32()).toThrow('The payload ends after 5 bytes, expected at least 8.');
  expect(() => reader.end()).toThrow('The payload has 5 bytes, expected 4.');
  expect(reader.byte()).toBe(0);
  expect(() => reader.byte()).toThrow(RangeError);
});
