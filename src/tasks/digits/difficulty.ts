/** How far drawings stray from their skeletons. */

/** Lengths are in digit heights before normalisation, or in pixels of the 28×28 image where said. */
export interface Difficulty {
  /** Whether skeletons that a careful reader may take for another digit are used. */
  ambiguous: boolean;
  /** Standard deviation of each control point's displacement. */
  jitter: number;
  /** Standard deviation of the displacement of each stroke of several, and of its relative size. */
  strokeShift: number;
  strokeScale: number;
  /** Probability that the pen rounds a sharp turn. */
  cornerRounding: number;
  /** Standard deviation of how much of a stroke's length is added or cut off at each end. */
  ends: number;
  /** Standard deviation of the elastic field's control displacements. */
  elastic: number;
  /** Standard deviation of the shift of proportions: a larger top or bottom, left or right. */
  proportion: number;
  /** Standard deviation of the relative width. */
  aspect: number;
  /** Mean and standard deviation of the slant, to the right, as a tangent. */
  slant: number;
  slantSpread: number;
  /** Standard deviation of the rotation, as the tangent of half the angle. */
  rotation: number;
  /** Standard deviation of the relative change of size from one side to the other. */
  perspective: number;
  /** Pen width in pixels: mean, standard deviation, least and greatest. */
  pen: number;
  penSpread: number;
  penMin: number;
  penMax: number;
  /** Greatest pen width of a digit with a loop, as a fraction of the digit's breadth. */
  penToLoop: number;
  /** Standard deviation of the relative change of pen width along a stroke. */
  pressure: number;
  /** Greatest relative change of pen width with the direction of writing. */
  nib: number;
  /** Width in pixels of the edge between ink and paper: least and greatest. */
  edgeMin: number;
  edgeMax: number;
  /** Greatest change of an edge pixel, as a fraction of full ink: the scanner's grain. */
  grain: number;
  /** Probability that the pen runs dry for a moment. */
  gap: number;
  /** Probability of a stray mark beside the digit. */
  stray: number;
}

/** Everyday writing: what the networks are judged on. */
export const NATURAL: Difficulty = {
  ambiguous: false,
  jitter: 0.027,
  strokeShift: 0.024,
  strokeScale: 0.065,
  cornerRounding: 0.25,
  ends: 0.045,
  elastic: 0.06,
  proportion: 0.18,
  aspect: 0.18,
  slant: 0.14,
  slantSpread: 0.24,
  rotation: 0.055,
  perspective: 0.1,
  pen: 2.92,
  penSpread: 0.8,
  penMin: 1.3,
  penMax: 4.8,
  penToLoop: 0.42,
  pressure: 0.13,
  nib: 0.3,
  edgeMin: 0.9,
  edgeMax: 1.6,
  grain: 0.15,
  gap: 0.05,
  stray: 0,
};

/** Careless writing with any pen: what the networks learn from. */
export const HARD: Difficulty = {
  ambiguous: true,
  jitter: 0.032,
  strokeShift: 0.03,
  strokeScale: 0.08,
  cornerRounding: 0.3,
  ends: 0.055,
  elastic: 0.07,
  proportion: 0.22,
  aspect: 0.22,
  slant: 0.14,
  slantSpread: 0.3,
  rotation: 0.065,
  perspective: 0.12,
  pen: 2.95,
  penSpread: 0.95,
  penMin: 1.1,
  penMax: 5.6,
  penToLoop: 0.5,
  pressure: 0.16,
  nib: 0.4,
  edgeMin: 0.8,
  edgeMax: 1.9,
  grain: 0.25,
  gap: 0.1,
  stray: 0.04,
};

/** How much further than in training fine-tuning draws strays. */
const WIDER = 1.4;

/** What most images that a network will meet lie within, so that it is taught the whole of it. */
export const WIDE: Difficulty = {
  ...HARD,
  ambiguous: false,
  ...Object.fromEntries(
    (
      [
        'jitter',
        'strokeShift',
        'strokeScale',
        'ends',
        'elastic',
        'proportion',
        'aspect',
        'slantSpread',
        'rotation',
        'perspective',
        'penSpread',
        'pressure',
      ] as const
    ).map((spread) => [spread, WIDER * HARD[spread]]),
  ),
};
