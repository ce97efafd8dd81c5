import { getBackend, setBackend } from '@tensorflow/tfjs-core';
import { drawTestSet, type Digits } from '../tasks/digits/splits';
import type { Place } from '../core/place';
import { stepOf, type Recipe } from '../core/recipe';
import type { ModelFile } from '../graph/model-file';
import { fetchModel } from '../shelf/assets';
import { createContext, startBackends, startWasm } from '../run/tfjs/backends';
import { breathe } from '../wire/breathe';
import { openCheckpoints, withShipped } from './checkpoints';
import { Examination } from './examination';
import { Guide } from './guide';
import '../run/tfjs/gradients';
import type { Request, Response, TuningProgress } from '../wire/protocol';
import { reporter } from './reporter';
import { Subject } from './subject';
import { Tuner } from './tuner';
import { Voice } from './voice';

/** Thrown into a run that the page has cancelled. */
class Cancelled extends Error {}

/** Signs of life are sent at most this often, in milliseconds. */
const PULSE = 250;

let cancelled = 0;
/** The runs whose training is to wait, and to end. */
let paused = 0;
let stopped = 0;
let lastPulse = 0;
let visible = true;
let timesHidden = 0;
/** A model loaded, its batch norm kept or folded. */
interface Loaded {
  readonly model: string;
  readonly keeps: boolean;
  readonly file: ModelFile;
  readonly exam: Examination;
  /** Made when it is first asked. */
  guide?: Guide;
}
let examination: Loaded | undefined;

const voice = new Voice((response) => postMessage(response));
const say = (response: Response) => voice.say(response);

const setup = start().catch((error: Error) => {
  // Ends this worker: the page replaces it, and tells what happened if that does not help.
  setTimeout(() => {
    if (!voice.lost) throw error;
  });
  return new Promise<never>(() => undefined);
});

addEventListener('error', (event) => {
  // An error of the loss alone is not to be told of beside it.
  if (voice.lost) event.preventDefault();
});

type Asked = Extract<Request, { type: 'ask' }>;

/** What was asked and is not answered yet. */
const asked: Asked[] = [];

let runs = Promise.resolve();
onmessage = ({ data }: MessageEvent<Request>) => {
  switch (data.type) {
    case 'cancel':
      cancelled = data.id;
      break;
    case 'visibility':
      setVisible(data.visible);
      break;
    case 'tuning':
      paused = data.command === 'pause' ? data.id : 0;
      if (data.command === 'stop') stopped = data.id;
      break;
    case 'ask':
      asked.push(data);
      runs = runs.then(() => answerAll());
      break;
    case 'export':
      runs = runs.then(exportFile);
      break;
    case 'run':
      runs = runs.then(() => run(data));
  }
};

async function start(): Promise<{ place: Place; digits: Digits; tuner: Tuner }> {
  const gl = createContext();
  if (gl) voice.heed(gl);
  const place = await startBackends(gl);
  say({ type: 'started', place });
  const digits = drawTestSet();
  say({ type: 'digits', digits });
  return {
    place,
    digits,
    tuner: new Tuner(place, startWasm, withShipped(openCheckpoints())),
  };
}

async function run({
  id,
  recipe,
  measure,
  question,
  limit,
}: Extract<Request, { type: 'run' }>): Promise<void> {
  const stopIfCancelled = () => {
    // Whatever a lost GPU gives is of no use.
    if (cancelled === id || voice.lost) throw new Cancelled();
  };
  let last: TuningProgress | undefined;
  let lastProgress = 0;
  const report = reporter(id, say);
  try {
    const loaded = await examine(recipe, stopIfCancelled);
    if (question) {
      const between = async () => {
        await pulse('Reading the guide digits');
        stopIfCancelled();
      };
      const guide = await guideOf(loaded, between);
      say({ type: 'guide', id, figures: await guide.ask(recipe, question, between) });
      say({ type: 'finished', id });
      return;
    }
    const { exam, guide } = loaded;
    // A search goes on after its own points, but may wait long for a run of the reader's.
    if (measure !== 'point') guide?.rest();
    await exam.run(recipe, measure, {
      between: async (doing) => {
        await pulse(doing);
        stopIfCancelled();
        await answerAll(exam);
      },
      seen: async () => {
        while (!visible) {
          say({ type: 'progress', doing: 'Waiting to be seen: a hidden tab is not timed' });
          await new Promise((resolve) => setTimeout(resolve, PULSE));
          stopIfCancelled();
        }
        return timesHidden;
      },
      tuning: {
        limit,
        progress: (progress) => {
          last = progress;
          if (performance.now() - lastProgress < PULSE) return;
          lastProgress = performance.now();
          say({ type: 'tuning', id, progress });
        },
        pause: async () => {
          await breathe();
          stopIfCancelled();
          const start = performance.now();
          await answerAll(exam);
          while (paused === id) {
            say({ type: 'tuning', id, progress: { ...last!, paused: true } });
            await new Promise((resolve) => setTimeout(resolve, PULSE));
            stopIfCancelled();
            await answerAll(exam);
          }
          return (performance.now() - start) / 1000;
        },
        stopped: () => {
          const now = stopped === id;
          // The word is for this training, not for one through the codes that may follow.
          if (now) stopped = 0;
          return now;
        },
      },
      report: (figures, pictures) => {
        stopIfCancelled();
        report(figures, pictures);
      },
    });
    say({ type: 'finished', id });
  } catch (error) {
    if (error instanceof Cancelled) say({ type: 'cancelled', id });
    else say({ type: 'failed', id, message: (error as Error).message });
  }
}

/**
 * Answers what was asked, also between the steps of a run: timed pairs have their order turned round
 * again and again, so that what comes between two of them favours neither side. In a run whose
 * examination has no network yet, questions wait for it.
 */
async function answerAll(running?: Examination): Promise<void> {
  if (asked.length === 0 || (running && !running.canAnswer)) return;
  const { place } = await setup;
  // A training may have another backend.
  const current = getBackend();
  if (current !== place.inference) await setBackend(place.inference);
  for (const question of asked.splice(0)) await answer(question);
  if (current !== place.inference) await setBackend(current);
}

async function answer({ id, question, model, image }: Asked): Promise<void> {
  try {
    if (examination?.model !== model) throw new Error(`${model} has not been loaded yet.`);
    say({ type: 'answer', id, answer: await examination.exam.ask(question, image) });
  } catch (error) {
    say({ type: 'no-answer', id, message: (error as Error).message });
  }
}

async function exportFile(): Promise<void> {
  try {
    if (!examination) throw new Error('No network has been loaded yet.');
    say({ type: 'file', bytes: await examination.exam.exportFile() });
  } catch (error) {
    say({ type: 'no-file', message: (error as Error).message });
  }
}

function setVisible(now: boolean): void {
  visible = now;
  if (!now) timesHidden++;
}

/** Gives a sign of life, not too often, and lets the worker hear its messages. */
async function pulse(doing: string): Promise<void> {
  const now = performance.now();
  if (now - lastPulse > PULSE) {
    lastPulse = now;
    say({ type: 'progress', doing });
  }
  await breathe();
}

/**
 * The examination of a recipe's model; the one before it is disposed once the new one is ready. Only the
 * download can be cancelled: what comes after it is short, and needed the next time.
 */
async function examine(recipe: Recipe, stopIfCancelled: () => void): Promise<Loaded> {
  const { model } = recipe;
  const keeps = stepOf(recipe, 'batchnorm')?.mode === 'keep';
  if (examination?.model === model && examination.keeps === keeps) return examination;
  const download = new AbortController();
  let fetched = '';
  const alive = setInterval(() => {
    say({ type: 'progress', doing: `Fetching the weights${fetched}` });
    try {
      stopIfCancelled();
    } catch (error) {
      download.abort(error);
    }
  }, PULSE);
  // Fetched while the backends start and the digits are drawn.
  const [file, { place, digits, tuner }] = await Promise.all([
    fetchModel(model, download.signal, (bytes, of) => {
      fetched = `: ${Math.round(bytes / 1000)} of ${Math.round(of / 1000)} KB`;
    }),
    setup,
  ]).finally(() => clearInterval(alive));
  const subject = await Subject.create(file, place, digits, tuner, keeps);
  const exam = await Examination.create(subject, pulse);
  examination?.exam.dispose();
  examination?.guide?.dispose();
  return (examination = { model, keeps, file, exam });
}

async function guideOf(loaded: Loaded, between: () => Promise<void>): Promise<Guide> {
  const { place, tuner } = await setup;
  loaded.guide ??= await Guide.create(loaded.file, place, tuner, loaded.keeps, between);
  return loaded.guide;
}
