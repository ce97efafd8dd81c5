import { engine, memory } from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { compressOnCpu } from '../../../src/run/kernels/reference';
import { isBitExact } from '../../../src/run/kernels/self-check';
import { BACKENDS, use } from '../../backend';

describe.each(BACKENDS)('on %s', (backend) => {
  test('the kernels give the bits of the CPU’s loop, and the check keeps no tensor', async () => {
    await use(backend);
    const before = memory().numTensors;
    expect(isBitExact()).toBe(true);
    expect(memory().numTensors).toBe(before);
  });

  test('one weight that is off by its last bit is noticed', async () => {
    await use(backend);
    const off = isBitExact(([tensor]) => ({
      compress: ([compression]) => {
        const values = compressOnCpu(tensor!.values, compression!);
        const bits = new Uint32Array(values.buffer);
        bits[values.findIndex((value) => value !== 0)]! += 1;
        return [engine().makeTensor(values, [...tensor!.shape], 'float32')];
      },
      dispose: () => undefined,
    }));
    expect(off).toBe(false);
  });
});
