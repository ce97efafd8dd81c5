import { imageOf, type PadStroke } from '../tasks/digits/drawing';
import { SIDE } from '../tasks/digits/frame';

/** A place on the pad, in pixels of the image from its top left. */
type Point = PadStroke[number];

/** A test digit that was taken to start from. */
interface Taken {
  readonly index: number;
  readonly pixels: Uint8Array;
}

/** Points closer than this, in pixels, are one. */
const SPACING = 0.3;

/** What a reader draws, and what the networks are shown of it. */
export class Pad {
  strokes: readonly PadStroke[] = $state.raw([]);
  taken: Taken | undefined = $state.raw();
  /** Where the pen is, and whether it writes. */
  pen: Point = $state.raw({ x: SIDE / 2, y: SIDE / 2 });
  down = $state(false);
  /** 28 × 28 bytes in the form of the test digits; a test digit itself is left as it is. */
  readonly image: Uint8Array | undefined = $derived(
    this.taken && this.strokes.length === 0
      ? this.taken.pixels
      : imageOf({ base: this.taken?.pixels, strokes: this.strokes }),
  );

  /** Puts the pen down at a place. */
  press(at: Point): void {
    this.pen = within(at);
    this.down = true;
    this.strokes = [...this.strokes, [this.pen]];
  }

  /** Moves the pen, which leaves a line where it is down. */
  move(to: Point): void {
    const { x, y } = within(to);
    this.pen = { x, y };
    const stroke = this.strokes.at(-1);
    if (!this.down || !stroke) return;
    const last = stroke.at(-1)!;
    if (Math.hypot(x - last.x, y - last.y) < SPACING) return;
    this.strokes = [...this.strokes.slice(0, -1), [...stroke, this.pen]];
  }

  lift(): void {
    this.down = false;
  }

  undo(): void {
    this.down = false;
    this.strokes = this.strokes.slice(0, -1);
  }

  clear(): void {
    this.down = false;
    this.strokes = [];
    this.taken = undefined;
  }

  /** Takes a test digit to start from, in place of what is there. */
  take(taken: Taken): void {
    this.clear();
    this.taken = taken;
  }
}

function within({ x, y }: Point): Point {
  const clamp = (value: number) => Math.min(Math.max(value, 0), SIDE);
  return { x: clamp(x), y: clamp(y) };
}
