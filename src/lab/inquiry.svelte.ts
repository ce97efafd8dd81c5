import type { Answers, Question } from '../wire/protocol';
import type { Lab } from './lab.svelte';

/**
 * A question to both networks about an image that changes. One is put at a time, and then the newest;
 * the answers in between are shown too, so that something moves while a digit is drawn.
 */
export class Inquiry<Q extends Question> {
  answer: Answers[Q] | undefined = $state.raw();
  error: string | undefined = $state();
  private next: Uint8Array | undefined;
  private asking = false;
  /** Counts how often nothing was to be asked: an answer from before is of no interest then. */
  private ends = 0;

  constructor(
    private readonly lab: Pick<Lab, 'ask'>,
    private readonly question: Q,
  ) {}

  /** Asks about this image now, or about none. */
  put(image: Uint8Array | undefined): void {
    this.next = image;
    if (!image) {
      this.ends++;
      this.answer = undefined;
      this.error = undefined;
    } else if (!this.asking) void this.ask();
  }

  private async ask(): Promise<void> {
    this.asking = true;
    while (this.next) {
      const image = this.next;
      const { ends } = this;
      this.next = undefined;
      try {
        const answer = await this.lab.ask(this.question, image);
        if (ends !== this.ends) continue;
        this.answer = answer;
        this.error = undefined;
      } catch (error) {
        if (ends !== this.ends) continue;
        this.answer = undefined;
        this.error = (error as Error).message;
      }
    }
    this.asking = false;
  }
}
