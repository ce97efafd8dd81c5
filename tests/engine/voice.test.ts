import { expect, test } from 'vitest';
import type { Response } from '../../src/wire/protocol';
import { Voice } from '../../src/engine/voice';

/** A context that is lost when the test says so, with or without its event. */
class FakeContext {
  lost = false;
  readonly canvas = new EventTarget() as HTMLCanvasElement;
  isContextLost = () => this.lost;

  lose() {
    this.lost = true;
    this.canvas.dispatchEvent(new Event('webglcontextlost'));
  }
}

const FAILED: Response = { type: 'failed', id: 1, message: 'Failed to compile fragment shader.' };
const LOST: Response = { type: 'context-lost' };

test('an error is told as such where the GPU is there', () => {
  const said: Response[] = [];
  const voice = new Voice((response) => said.push(response));
  voice.say(FAILED);
  voice.heed(new FakeContext());
  voice.say(FAILED);
  expect(said).toEqual([FAILED, FAILED]);
  expect(voice.lost).toBe(false);
});

test('what a lost GPU has brought about is told as its loss, before its event comes and once', () => {
  const said: Response[] = [];
  const voice = new Voice((response) => said.push(response));
  const context = new FakeContext();
  voice.heed(context);
  context.lost = true;
  voice.say(FAILED);
  expect(said).toEqual([LOST]);
  expect(voice.lost).toBe(true);
  context.lose();
  voice.say({ type: 'finished', id: 1 });
  expect(said).toEqual([LOST]);
});

test('a loss while nothing is said is told by its event', () => {
  const said: Response[] = [];
  const context = new FakeContext();
  new Voice((response) => said.push(response)).heed(context);
  context.lose();
  expect(said).toEqual([LOST]);
});
