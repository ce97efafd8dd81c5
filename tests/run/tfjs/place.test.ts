import { describe, expect, test } from 'vitest';
import { describePlace } from '../../../src/parts/place-words';
import { choosePlace } from '../../../src/run/tfjs/choose-place';

const SWIFTSHADER =
  'ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero)), SwiftShader driver)';
const GPU = 'ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11 vs_5_0 ps_5_0, D3D11)';

describe('choosePlace', () => {
  test('leaves everything to a GPU', () => {
    const place = choosePlace({ renderer: GPU, exact: true, wasm: true });
    expect(place).toEqual({ weights: 'webgl', inference: 'webgl', renderer: GPU });
  });

  test.each([
    SWIFTSHADER,
    'llvmpipe (LLVM 15.0.6, 256 bits)',
    'ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11 vs_5_0 ps_5_0)',
  ])('evaluates in WebAssembly where WebGL is drawn by %s', (renderer) => {
    const place = choosePlace({ renderer, exact: true, wasm: true });
    expect(place).toMatchObject({ weights: 'webgl', inference: 'wasm', reason: 'software' });
  });

  test('keeps off a GPU that does not compute float32 exactly', () => {
    const place = choosePlace({ renderer: 'Mali-T830', exact: false, wasm: true });
    expect(place).toMatchObject({ weights: 'wasm', inference: 'wasm', reason: 'inexact' });
  });

  test('does without WebGL, and without WebAssembly too', () => {
    expect(choosePlace({ exact: false, wasm: true })).toMatchObject({ weights: 'wasm' });
    expect(choosePlace({ exact: false, wasm: false })).toEqual({
      weights: 'cpu',
      inference: 'cpu',
      reason: 'no-webgl',
    });
  });
});

describe('describePlace', () => {
  test('names the backend that really evaluates', () => {
    const software = choosePlace({ renderer: SWIFTSHADER, exact: true, wasm: false });
    expect(describePlace(software)).toContain('plain JavaScript');
    expect(describePlace(software)).toContain('without a GPU');
    expect(describePlace(choosePlace({ renderer: GPU, exact: true, wasm: true }))).toContain(
      'your GPU',
    );
  });
});
