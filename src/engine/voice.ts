import type { Response } from '../wire/protocol';

/** What tells of the loss of a GPU. */
type Context = Pick<WebGL2RenderingContext, 'canvas' | 'isContextLost'>;

/**
 * What the worker says to the page. A lost GPU makes every result zero without a word, and has shaders
 * fail for no reason of their own; so that nothing is said after a loss but the loss, once.
 */
export class Voice {
  private context: Context | undefined;
  private silent = false;

  constructor(private readonly post: (response: Response) => void) {}

  /** Asks this context before anything is said from now on. */
  heed(context: Context): void {
    this.context = context;
    context.canvas.addEventListener('webglcontextlost', () => this.lost);
  }

  /** Whether the GPU is lost, which the page then knows. */
  get lost(): boolean {
    if (!this.silent && this.context?.isContextLost()) {
      this.silent = true;
      this.post({ type: 'context-lost' });
    }
    return this.silent;
  }

  say(response: Response): void {
    if (!this.lost) this.post(response);
  }
}
