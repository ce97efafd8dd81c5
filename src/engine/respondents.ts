import { type Tensor } from '@tensorflow/tfjs-core';
import { activationPicture, type Activations } from '../core/pictures/activation-picture';
import { softmax } from '../core/metrics/softmax';
import type { FileContents } from '../core/encode/file';
import type { ActivationQuantizedNetwork } from '../run/activations';
import { modelFileOf } from '../formats/export';
import type { NetworkLayer } from '../run/layer';
import { Network } from '../run/network';
import { passThrough, type Visit } from '../run/pass-through';
import { imageTensor } from './images';
import type { Answers } from '../wire/protocol';

/** One layer of one network, and what it makes of an image. */
type Output = Activations & Pick<NetworkLayer, 'name' | 'kind'>;

/**
 * Both networks as the reader knows them, to be asked about single images. The second is a network of
 * its own: points of curves, measured in the background, write other weights into the subject's.
 */
export class Respondents {
  private constructor(
    private readonly before: readonly NetworkLayer[],
    private readonly network: Network,
    private readonly after: (image: Tensor, visit?: Visit) => Tensor,
  ) {}

  /**
   * @param before the layers of the network as trained, which stays the caller's.
   * @param contents what the network after holds.
   * @param simulated its activations, where they are quantized.
   */
  static async create(
    before: readonly NetworkLayer[],
    contents: FileContents,
    simulated: ActivationQuantizedNetwork | undefined,
  ): Promise<Respondents> {
    const network = await Network.load(modelFileOf(contents));
    const sequence = network.sequence();
    const quantized = simulated?.around(network);
    return new Respondents(before, network, (image, visit) =>
      quantized ? quantized.logits(image, visit) : passThrough(sequence, image, { visit }),
    );
  }

  /** What both networks make of an image of 28 × 28 bytes. */
  readonly ask: { readonly [Q in keyof Answers]: (pixels: Uint8Array) => Answers[Q] } = {
    probabilities: (pixels) => {
      const { before, after } = this.through(pixels);
      return { before: [...softmax(before)], after: [...softmax(after)] };
    },
    activations: (pixels) => {
      const outputs: Record<'before' | 'after', Output[]> = { before: [], after: [] };
      this.through(pixels, (side, output) => outputs[side].push(output));
      return outputs.before.map((layer, i) => activationPicture(layer, layer, outputs.after[i]!));
    },
  };

  dispose(): void {
    this.network.dispose();
  }

  /** The logits of both networks; `hear` is told what every layer makes of the image. */
  private through(
    pixels: Uint8Array,
    hear?: (side: 'before' | 'after', output: Output) => void,
  ): Record<'before' | 'after', Float32Array> {
    const image = imageTensor({ pixels, labels: new Uint8Array(1) });
    const visitor = (side: 'before' | 'after'): Visit | undefined =>
      hear &&
      (({ name, kind }, output) => {
        const values = output.dataSync<'float32'>();
        hear(side, { name, kind, shape: output.shape.slice(1), values });
      });
    const read = (logits: Tensor) => {
      const values = logits.dataSync<'float32'>();
      logits.dispose();
      return values;
    };
    try {
      return {
        before: read(passThrough(this.before, image, { visit: visitor('before') })),
        after: read(this.after(image, visitor('after'))),
      };
    } finally {
      image.dispose();
    }
  }
}
