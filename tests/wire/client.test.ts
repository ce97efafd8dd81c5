import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Recipe } from '../../src/core/recipe';
import type { Report } from '../../src/core/report';
import { Engine, Superseded, type EngineEvents } from '../../src/wire/client';
import type { Request, Response } from '../../src/wire/protocol';

/** A worker that hears and says what the test wants. */
class FakeWorker {
  readonly heard: Request[] = [];
  terminated = false;
  onmessage?: (event: MessageEvent<Response>) => void;
  onerror?: (event: ErrorEvent) => void;

  postMessage(request: Request) {
    this.heard.push(request);
  }

  terminate() {
    this.terminated = true;
  }

  say(response: Response) {
    this.onmessage?.({ data: response } as MessageEvent<Response>);
  }

  die(message: string) {
    this.onerror?.({ message, preventDefault: () => undefined } as ErrorEvent);
  }
}

const PATIENCE = 1000;
const recipe = (model: string): Recipe => ({ model, steps: [] });
const reportOf = (model: string) => ({ recipe: recipe(model) }) as Report;

let workers: FakeWorker[];
let restarts: string[];
let engine: Engine;

beforeEach(() => {
  vi.useFakeTimers();
  workers = [];
  restarts = [];
  const events: EngineEvents = {
    onPlace: vi.fn(),
    onDigits: vi.fn(),
    onProgress: vi.fn(),
    onTuning: vi.fn(),
    onRestart: (reason) => restarts.push(reason),
  };
  const spawn = () => {
    const worker = new FakeWorker();
    workers.push(worker);
    return worker as unknown as Worker;
  };
  engine = new Engine(spawn, events, PATIENCE);
});

afterEach(() => {
  vi.useRealTimers();
});

function finish(worker: FakeWorker, id: number, model: string) {
  worker.say({ type: 'report', id, report: reportOf(model) });
  worker.say({ type: 'finished', id });
}

describe('Engine', () => {
  test('gives a run to the worker and its last report back', async () => {
    const reports: Report[] = [];
    const run = engine.run(recipe('a'), 'full', (report) => reports.push(report));
    expect(workers[0]!.heard).toEqual([
      { type: 'run', id: 1, recipe: recipe('a'), measure: 'full' },
    ]);
    finish(workers[0]!, 1, 'a');
    await expect(run).resolves.toEqual(reportOf('a'));
    expect(reports).toEqual([reportOf('a')]);
  });

  test('puts what is new together with the report before, and begins anew with a new worker', async () => {
    const reports: Report[] = [];
    const run = engine.run(recipe('a'), 'full', (report) => reports.push(report));
    const first = {
      ...reportOf('a'),
      latency: [],
      macs: { before: 2, after: 1 },
    } as Partial<Report>;
    const latency = [{ batch: 1 }] as unknown as Report['latency'];
    workers[0]!.say({ type: 'report', id: 1, report: first as Report });
    workers[0]!.say({ type: 'further', id: 1, report: { latency, fileBytes: { 1: 9, 2: 8 } } });
    workers[0]!.say({ type: 'context-lost' });
    workers[1]!.say({ type: 'report', id: 1, report: first as Report });
    workers[1]!.say({ type: 'further', id: 1, report: { latency } });
    workers[1]!.say({ type: 'finished', id: 1 });
    const whole = { ...first, latency };
    expect(reports).toEqual([first, { ...whole, fileBytes: { 1: 9, 2: 8 } }, first, whole]);
    await expect(run).resolves.toEqual(whole);
  });

  test('never has two runs with the worker, and starts the newest of those that wait', async () => {
    const outcomes = [
      engine.run(recipe('a'), 'full', () => undefined),
      engine.run(recipe('b'), 'full', () => undefined),
      engine.run(recipe('c'), 'full', () => undefined),
    ].map((run) => run.catch((error: unknown) => error));
    const [worker] = workers;
    expect(
      worker!.heard.map((said) => ('id' in said ? `${said.type} ${said.id}` : said.type)),
    ).toEqual(['run 1', 'cancel 1', 'cancel 1']);
    worker!.say({ type: 'cancelled', id: 1 });
    expect(worker!.heard.at(-1)).toMatchObject({ type: 'run', id: 3 });
    finish(worker!, 3, 'c');
    const [a, b, c] = await Promise.all(outcomes);
    expect(a).toBeInstanceOf(Superseded);
    expect(b).toBeInstanceOf(Superseded);
    expect(c).toEqual(reportOf('c'));
  });

  test('lets a preview end before the newest one, so that moving a control shows something', async () => {
    const seen: string[] = [];
    const hear = ({ recipe: { model } }: Report) => seen.push(model);
    void engine.run(recipe('a'), 'preview', hear);
    void engine.run(recipe('b'), 'preview', hear).catch(() => undefined);
    void engine.run(recipe('c'), 'preview', hear);
    const [worker] = workers;
    expect(worker!.heard).toHaveLength(1);
    finish(worker!, 1, 'a');
    expect(worker!.heard.at(-1)).toMatchObject({ type: 'run', id: 3 });
    finish(worker!, 3, 'c');
    expect(seen).toEqual(['a', 'c']);
  });

  test('tells nothing more of a run that is being replaced', () => {
    const seen: Report[] = [];
    void engine.run(recipe('a'), 'full', (report) => seen.push(report)).catch(() => undefined);
    void engine.run(recipe('b'), 'full', () => undefined);
    workers[0]!.say({ type: 'report', id: 1, report: reportOf('a') });
    expect(seen).toEqual([]);
  });

  test('says why no worker can be had, and tries anew when asked again', async () => {
    let allowed = false;
    const engine = new Engine(
      () => {
        if (!allowed) throw new Error('No engine in this frame.');
        const worker = new FakeWorker();
        workers.push(worker);
        return worker as unknown as Worker;
      },
      {
        onPlace: vi.fn(),
        onDigits: vi.fn(),
        onProgress: vi.fn(),
        onTuning: vi.fn(),
        onRestart: vi.fn(),
      },
      PATIENCE,
    );
    const refused = engine.run(recipe('a'), 'full', () => undefined);
    await expect(refused).rejects.toThrow('No engine in this frame.');
    allowed = true;
    const run = engine.run(recipe('b'), 'full', () => undefined);
    expect(workers).toHaveLength(1);
    finish(workers[0]!, 2, 'b');
    await expect(run).resolves.toEqual(reportOf('b'));
  });

  test('replaces a silent worker and repeats its run', async () => {
    const run = engine.run(recipe('a'), 'full', () => undefined);
    workers[0]!.say({ type: 'progress', doing: 'Starting' });
    vi.advanceTimersByTime(PATIENCE);
    expect(workers[0]!.terminated).toBe(true);
    expect(restarts).toEqual(['The engine said nothing for 1 seconds.']);
    finish(workers[1]!, 1, 'a');
    await expect(run).resolves.toEqual(reportOf('a'));
  });

  test('is patient with a worker that gives signs of life', () => {
    void engine.run(recipe('a'), 'full', () => undefined);
    for (let i = 0; i < 5; i++) {
      vi.advanceTimersByTime(PATIENCE - 1);
      workers[0]!.say({ type: 'progress', doing: 'Timing' });
    }
    expect(workers).toHaveLength(1);
  });

  test('waits longer for a worker that may still be on the wire, but not for ever', () => {
    void engine.run(recipe('a'), 'full', () => undefined).catch(() => undefined);
    vi.advanceTimersByTime(5 * PATIENCE);
    expect(workers[0]!.terminated).toBe(false);
    vi.advanceTimersByTime(PATIENCE);
    expect(workers[0]!.terminated).toBe(true);
  });

  test('is not impatient with a worker that has nothing to do', () => {
    void engine.run(recipe('a'), 'full', () => undefined);
    finish(workers[0]!, 1, 'a');
    vi.advanceTimersByTime(10 * PATIENCE);
    expect(workers[0]!.terminated).toBe(false);
  });

  test('gives up on a run that ends two workers, and serves the next one', async () => {
    const run = engine.run(recipe('a'), 'full', () => undefined);
    workers[0]!.die('out of memory');
    workers[1]!.die('out of memory');
    await expect(run).rejects.toThrow('out of memory. A second try ended the same way.');
    const next = engine.run(recipe('b'), 'full', () => undefined);
    finish(workers[2]!, 2, 'b');
    await expect(next).resolves.toEqual(reportOf('b'));
  });

  test('goes on with the waiting run after a lost GPU', async () => {
    const first = engine.run(recipe('a'), 'full', () => undefined).catch((e: unknown) => e);
    const second = engine.run(recipe('b'), 'full', () => undefined);
    workers[0]!.say({ type: 'context-lost' });
    expect(await first).toBeInstanceOf(Superseded);
    expect(workers[1]!.heard).toEqual([
      { type: 'run', id: 2, recipe: recipe('b'), measure: 'full' },
    ]);
    finish(workers[1]!, 2, 'b');
    await expect(second).resolves.toEqual(reportOf('b'));
  });

  test('passes on what went wrong in a run', async () => {
    const run = engine.run(recipe('a'), 'full', () => undefined);
    workers[0]!.say({ type: 'failed', id: 1, message: 'The weight file is damaged.' });
    await expect(run).rejects.toThrow('The weight file is damaged.');
  });

  describe('questions', () => {
    const image = new Uint8Array(4);
    const answer = { before: [1], after: [0] };

    test('are put at once, also while a run is under way, which they leave alone', async () => {
      const run = engine.run(recipe('a'), 'full', () => undefined);
      const question = engine.ask('probabilities', 'a', image);
      expect(workers[0]!.heard.at(-1)).toEqual({
        type: 'ask',
        id: 2,
        question: 'probabilities',
        model: 'a',
        image,
      });
      workers[0]!.say({ type: 'answer', id: 2, answer });
      await expect(question).resolves.toBe(answer);
      finish(workers[0]!, 1, 'a');
      await expect(run).resolves.toEqual(reportOf('a'));
    });

    test('that cannot be answered say why', async () => {
      await expect(engine.ask('activations', 'a', image)).rejects.toThrow('is not running');
      void engine.run(recipe('a'), 'full', () => undefined);
      const question = engine.ask('activations', 'b', image);
      workers[0]!.say({ type: 'no-answer', id: 2, message: 'b has not been loaded yet.' });
      await expect(question).rejects.toThrow('b has not been loaded yet.');
    });

    test('end a worker that does not answer, and go unanswered', async () => {
      void engine.run(recipe('a'), 'full', () => undefined);
      finish(workers[0]!, 1, 'a');
      const question = engine.ask('probabilities', 'a', image);
      vi.advanceTimersByTime(PATIENCE);
      expect(workers[0]!.terminated).toBe(true);
      await expect(question).rejects.toThrow('said nothing for 1 seconds');
      expect(restarts).toHaveLength(1);
    });

    test('once answered leave the worker in peace', () => {
      void engine.run(recipe('a'), 'full', () => undefined);
      finish(workers[0]!, 1, 'a');
      void engine.ask('probabilities', 'a', image);
      workers[0]!.say({ type: 'answer', id: 2, answer });
      vi.advanceTimersByTime(10 * PATIENCE);
      expect(workers[0]!.terminated).toBe(false);
    });
  });

  describe('points', () => {
    const none = new AbortController().signal;
    const asked = () =>
      workers.at(-1)!.heard.map((said) => ('id' in said ? `${said.type} ${said.id}` : said.type));

    test('are measured one after the other, in the order asked for', async () => {
      const points = ['a', 'b'].map((model) => engine.point(recipe(model), none));
      expect(asked()).toEqual(['run 1']);
      finish(workers[0]!, 1, 'a');
      finish(workers[0]!, 2, 'b');
      await expect(Promise.all(points)).resolves.toEqual([reportOf('a'), reportOf('b')]);
    });

    test('are put off by a run, and measured after it', async () => {
      const points = ['a', 'b'].map((model) => engine.point(recipe(model), none));
      const run = engine.run(recipe('c'), 'full', () => undefined);
      expect(asked()).toEqual(['run 1', 'cancel 1']);
      workers[0]!.say({ type: 'cancelled', id: 1 });
      finish(workers[0]!, 3, 'c');
      // Under a new number: the worker was told to cancel the old one.
      finish(workers[0]!, 4, 'a');
      finish(workers[0]!, 2, 'b');
      expect(asked()).toEqual(['run 1', 'cancel 1', 'run 3', 'run 4', 'run 2']);
      await expect(run).resolves.toEqual(reportOf('c'));
      await expect(Promise.all(points)).resolves.toEqual([reportOf('a'), reportOf('b')]);
    });

    test('do not come between the previews of a moving control', () => {
      void engine.run(recipe('a'), 'preview', () => undefined);
      void engine.point(recipe('b'), none);
      finish(workers[0]!, 1, 'a');
      void engine.run(recipe('c'), 'preview', () => undefined);
      finish(workers[0]!, 3, 'c');
      expect(asked()).toEqual(['run 1', 'run 3']);
      vi.advanceTimersByTime(400);
      expect(asked()).toEqual(['run 1', 'run 3', 'run 2']);
    });

    test('that are aborted are not measured, and those under way are cancelled', async () => {
      const controller = new AbortController();
      const points = ['a', 'b'].map((model) => engine.point(recipe(model), controller.signal));
      const outcomes = points.map((point) => point.catch((error: unknown) => error));
      const other = engine.point(recipe('c'), none);
      controller.abort(new Error('Enough.'));
      expect(asked()).toEqual(['run 1', 'cancel 1']);
      workers[0]!.say({ type: 'cancelled', id: 1 });
      finish(workers[0]!, 3, 'c');
      await expect(Promise.all(outcomes)).resolves.toEqual([
        new Error('Enough.'),
        new Error('Enough.'),
      ]);
      await expect(other).resolves.toEqual(reportOf('c'));
      expect(() => controller.signal.throwIfAborted()).toThrow('Enough.');
      await expect(engine.point(recipe('d'), controller.signal)).rejects.toThrow('Enough.');
    });

    test('and what is asked of the guide images take their turns, and both are put off by a run', async () => {
      const question = { images: 250, sizes: false };
      const figures = { images: 250, lost: 1, divergence: 0.1 };
      const guide = engine.guide(recipe('a'), question, none);
      const point = engine.point(recipe('b'), none);
      const run = engine.run(recipe('c'), 'full', () => undefined);
      workers[0]!.say({ type: 'cancelled', id: 1 });
      finish(workers[0]!, 3, 'c');
      workers[0]!.say({ type: 'guide', id: 4, figures });
      workers[0]!.say({ type: 'finished', id: 4 });
      finish(workers[0]!, 2, 'b');
      expect(asked()).toEqual(['run 1', 'cancel 1', 'run 3', 'run 4', 'run 2']);
      expect(workers[0]!.heard.at(-2)).toMatchObject({ measure: 'guide', question });
      await expect(Promise.all([guide, point, run])).resolves.toEqual([
        figures,
        reportOf('b'),
        reportOf('c'),
      ]);
    });

    test('are repeated once where a worker dies of them', async () => {
      const point = engine.point(recipe('a'), none);
      workers[0]!.die('out of memory');
      finish(workers[1]!, 2, 'a');
      await expect(point).resolves.toEqual(reportOf('a'));
      const last = engine.point(recipe('b'), none);
      const other = engine.point(recipe('c'), none);
      workers[1]!.die('out of memory');
      workers[2]!.die('out of memory');
      await expect(last).rejects.toThrow('A second try ended the same way.');
      // The next one gets a worker of its own.
      finish(workers[3]!, 4, 'c');
      await expect(other).resolves.toEqual(reportOf('c'));
    });
  });
});
