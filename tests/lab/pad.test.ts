import { describe, expect, test } from 'vitest';
import { Inquiry } from '../../src/lab/inquiry.svelte';
import { Pad } from '../../src/lab/pad.svelte';

const DOT = Uint8Array.of(1);
const LINE = Uint8Array.of(2);
const DIGIT = Uint8Array.of(3);
const answer = { before: [1], after: [1] };

/** A lab that answers when the test says so. */
function fakeLab() {
  const asked: { image: Uint8Array; answer: (error?: Error) => Promise<void> }[] = [];
  const ask = (_: string, image: Uint8Array) =>
    new Promise<never>((resolve, reject) => {
      asked.push({
        image,
        answer: async (error) => {
          if (error) reject(error);
          else resolve(answer as never);
          await new Promise((done) => setTimeout(done));
        },
      });
    });
  return { asked, ask };
}

describe('an inquiry', () => {
  test('asks one thing at a time, and then the newest', async () => {
    const lab = fakeLab();
    const inquiry = new Inquiry(lab, 'probabilities');
    for (const image of [DOT, LINE, DIGIT]) inquiry.put(image);
    expect(lab.asked.map(({ image }) => image)).toEqual([DOT]);
    await lab.asked[0]!.answer();
    expect(inquiry.answer).toBe(answer);
    expect(lab.asked.map(({ image }) => image)).toEqual([DOT, DIGIT]);
    await lab.asked[1]!.answer();
    expect(lab.asked).toHaveLength(2);
  });

  test('has no answer once there is nothing to ask about, not even a late one', async () => {
    const lab = fakeLab();
    const inquiry = new Inquiry(lab, 'probabilities');
    inquiry.put(DOT);
    inquiry.put(undefined);
    await lab.asked[0]!.answer();
    expect(inquiry.answer).toBeUndefined();
    inquiry.put(LINE);
    await lab.asked[1]!.answer();
    expect(inquiry.answer).toBe(answer);
  });

  test('tells what went wrong, until the next answer', async () => {
    const lab = fakeLab();
    const inquiry = new Inquiry(lab, 'probabilities');
    inquiry.put(DOT);
    await lab.asked[0]!.answer(new Error('The engine is not running.'));
    expect(inquiry.error).toBe('The engine is not running.');
    inquiry.put(LINE);
    await lab.asked[1]!.answer();
    expect(inquiry.error).toBeUndefined();
  });
});

describe('the pad', () => {
  test('leaves a line only where the pen is down, and none off the paper', () => {
    const pad = new Pad();
    pad.move({ x: 5, y: 5 });
    expect(pad.image).toBeUndefined();
    pad.press(pad.pen);
    pad.move({ x: 5, y: 40 });
    pad.lift();
    pad.move({ x: 9, y: 9 });
    expect(pad.strokes).toEqual([
      [
        { x: 5, y: 5 },
        { x: 5, y: 28 },
      ],
    ]);
    expect(pad.image!.some((ink) => ink > 0)).toBe(true);
  });

  test('shows a test digit as it is until something is drawn over it', () => {
    const pad = new Pad();
    const pixels = new Uint8Array(784);
    pixels[300] = 200;
    pad.take({ index: 7, pixels });
    expect(pad.image).toBe(pixels);
    pad.press({ x: 3, y: 3 });
    pad.move({ x: 20, y: 20 });
    expect(pad.image).not.toBe(pixels);
    pad.undo();
    expect(pad.image).toBe(pixels);
    pad.clear();
    expect(pad.image).toBeUndefined();
  });
});
