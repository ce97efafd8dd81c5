import { io } from '@tensorflow/tfjs-core';
import { layers, sequential } from '@tensorflow/tfjs-layers';
import { expect, test } from 'vitest';
import { Network } from '../../src/run/network';
import { BACKENDS, use } from '../backend';

test.each(BACKENDS)(
  'kernels have their layers’ names, depthwise ones marked, on %s',
  async (name) => {
    await use(name);
    const model = sequential({
      layers: [
        layers.conv2d({ name: 'conv', filters: 4, kernelSize: 3, inputShape: [8, 8, 1] }),
        layers.depthwiseConv2d({ name: 'block/depthwise', kernelSize: 3, depthMultiplier: 2 }),
        layers.flatten(),
        layers.dense({ name: 'fc', units: 10 }),
      ],
    });
    let artifacts!: io.ModelArtifacts;
    await model.save(
      io.withSaveHandler((saved) => {
        artifacts = saved;
        return Promise.resolve({
          modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' },
        });
      }),
    );
    const network = await Network.load({
      topology: artifacts.modelTopology as object,
      weightSpecs: artifacts.weightSpecs!,
      weightData: artifacts.weightData as ArrayBuffer,
    });
    expect(network.readKernels()).toMatchObject([
      { name: 'conv', shape: [3, 3, 1, 4], channels: 4, depthwise: false },
      { name: 'block/depthwise', shape: [3, 3, 4, 2], channels: 8, depthwise: true },
      { name: 'fc', shape: [128, 10], channels: 10, depthwise: false },
    ]);
    network.dispose();
    model.dispose();
  },
);
