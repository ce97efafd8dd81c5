import type { Browser } from './browser';

/** How long a step may wait for the page, in milliseconds, and how often it asks. */
const PATIENCE = 180_000;
const ASKED_EVERY = 250;

/** A measure of the results table: bytes, milliseconds or a fraction; null where no figure stands. */
export interface Row {
  readonly before: number | null;
  readonly after: number | null;
}

/** The page in one of the browsers, used by what it calls its parts. */
export class Page {
  constructor(
    private readonly browser: Browser,
    private readonly address: string,
  ) {}

  /** Loads the page anew with a setting in its address. */
  async open(fragment: string): Promise<void> {
    // From one fragment to another nothing would be loaded.
    await this.browser.open('about:blank');
    await this.browser.open(this.address + fragment);
  }

  reload(): Promise<void> {
    return this.browser.reload();
  }

  /** Clicks a button, tab, option or summary of a part, once it is there, by how its text begins. */
  async click(text: string, part = 'body'): Promise<void> {
    await this.#until(
      `“${text}” to click`,
      (start, within) => {
        const kinds = 'button, [role=tab], label, summary';
        const all = document.querySelector(within)?.querySelectorAll<HTMLElement>(kinds) ?? [];
        const found = [...all].find((element) => element.textContent.trim().startsWith(start));
        found?.click();
        return found !== undefined || null;
      },
      text,
      part,
    );
  }

  /** Moves a slider, found by its label. */
  async slide(label: string, value: number): Promise<void> {
    await this.#until(
      `a slider “${label}”`,
      (name, to) => {
        const labels = [...document.querySelectorAll('label')];
        const slider = labels.find((each) => each.textContent.trim() === name)?.control;
        if (!(slider instanceof HTMLInputElement)) return null;
        slider.value = `${to}`;
        for (const type of ['input', 'change'])
          slider.dispatchEvent(new Event(type, { bubbles: true }));
        return true;
      },
      label,
      value,
    );
  }

  /** Waits for a text anywhere on the page. */
  async says(text: string): Promise<void> {
    await this.#until(
      `the page to say “${text}”`,
      (words) => document.body.innerText.includes(words) || null,
      text,
    );
  }

  /** A row of the results table, by how its name begins, once it is not being found any more. */
  row(name: 'Size' | 'Accuracy' | 'Latency'): Promise<Row> {
    return this.#until(
      `a figure for ${name}`,
      (start) => {
        const region = document.querySelector('[aria-label="Before and after"]');
        const row = [...(region?.querySelectorAll('tr') ?? [])].find((each) =>
          each.querySelector('th')?.textContent.startsWith(start),
        );
        if (row?.getAttribute('aria-busy') !== 'false') return null;
        const [before, after] = [...row.querySelectorAll('td')].map((cell) => {
          const value = cell.querySelector('data')?.value;
          return value === undefined ? null : Number(value);
        });
        return { before: before!, after: after! };
      },
      name,
    );
  }

  /** The cells of the table in a part of the page, row by row, once there is one. */
  table(part: string): Promise<string[][]> {
    return this.#until(
      `a table in ${part}`,
      (selector) => {
        const rows = [...document.querySelectorAll(`${selector} tbody tr`)];
        const cells = rows.map((row) =>
          [...row.querySelectorAll('th, td')].map((c) => c.textContent),
        );
        return cells.length > 0 ? cells : null;
      },
      part,
    );
  }

  /** What the page says about where its work runs. */
  place(): Promise<string> {
    return this.#until('where the work runs', () => {
      const words = document.querySelector('footer p')?.textContent.trim();
      return words?.includes('processor') || words?.includes('GPU') ? words : null;
    });
  }

  /** What the work in the page returns, once it is not null. Throws what the page shows till then. */
  async #until<Arguments extends readonly unknown[], Result>(
    awaited: string,
    work: (...args: Arguments) => Result | null,
    ...args: Arguments
  ): Promise<Result> {
    const end = Date.now() + PATIENCE;
    for (;;) {
      const result = await this.browser.evaluate(work, ...args);
      if (result !== null) return result;
      if (Date.now() > end) {
        const shown = await this.browser.evaluate(() => document.body.innerText);
        throw new Error(`Waited in vain for ${awaited}. The page shows:\n${shown}`);
      }
      await new Promise((resolve) => setTimeout(resolve, ASKED_EVERY));
    }
  }
}
