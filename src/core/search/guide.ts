/** What a search asks of the guide images, which are not those that a network is judged on. */
export interface GuideQuestion {
  /** How many of them to read, whole batches from the first on; none where only sizes are asked for. */
  readonly images: number;
  readonly sizes: boolean;
  /** Enough is known once more than so many are lost, however those to come are read. */
  readonly atMost?: number;
}

/** What became of the guide images' answers. */
export interface GuideFigures {
  /** Those that were read: fewer than asked for where more were lost than may be. */
  readonly images: number;
  /** Right before less right after, which may be below 0. */
  readonly lost: number;
  /** Mean divergence of the answers from those before, in nats: see `divergence`. */
  readonly divergence: number;
  /** Deflated bytes, as `SizeFigures` has them, and those of each kernel, where they were asked for. */
  readonly bytes?: number;
  readonly kernelBytes?: readonly number[];
}
