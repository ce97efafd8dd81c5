import type { Page, Worker } from 'playwright';

/** What the worker has of the hook below. */
interface Hooked {
  /** When the GPU is to go, by the worker's clock in milliseconds. */
  loseAt: number;
}

/**
 * Keeps hold of the GPU's context in the page's worker, so that it can be taken away: `delay` milliseconds
 * after it was made, or by `loseGpu`. It goes in the midst of the work, when a shader is next compiled or
 * run, or else when the worker is idle.
 */
export async function hookGpu(page: Page, delay = Infinity): Promise<void> {
  const hook = `{
    const { getContext } = OffscreenCanvas.prototype;
    self.loseAt = Infinity;
    OffscreenCanvas.prototype.getContext = function (...args) {
      const context = getContext.apply(this, args);
      if (args[0] !== 'webgl2' || !context) return context;
      const extension = context.getExtension('WEBGL_lose_context');
      const check = () => {
        if (performance.now() < self.loseAt) return;
        self.loseAt = Infinity;
        extension.loseContext();
      };
      for (const name of ['compileShader', 'drawElements']) {
        const original = context[name];
        context[name] = (...given) => {
          check();
          return original.apply(context, given);
        };
      }
      setInterval(check, 5);
      self.loseAt = performance.now() + ${delay};
      return context;
    };
  }`;
  let first = true;
  // The entry holds nothing but an import of this file, which would run before a hook in the entry.
  await page.route(/engine-worker-.*\.js/, async (route) => {
    const response = await route.fetch();
    // Of the first worker alone: the one that takes over is left its GPU.
    const body = await response.text();
    await route.fulfill({ response, body: first ? `${hook}${body}` : body });
    first = false;
  });
}

/** Takes the GPU away in so many milliseconds, of a page that was hooked. */
export async function loseGpu(worker: Worker, delay = 0): Promise<void> {
  await worker.evaluate((delay) => {
    (self as unknown as Hooked).loseAt = performance.now() + delay;
  }, delay);
}
