import { drawTestSet } from '../../models/digits/splits';
import type { Recipe } from '../core/recipe';
import { fetchModel } from './assets';
import { startBackends } from './backends';
import { breathe } from './breathe';
import { Examination } from './examination';
import type { Place } from './place';
import type { Digits, Request, Response } from './protocol';
import { Subject } from './subject';

/** Thrown into a run that the page has cancelled. */
class Cancelled extends Error {}

/** Signs of life are sent at most this often, in milliseconds. */
const PULSE = 250;

let cancelled = 0;
let lastPulse = 0;
let examination: { readonly model: string; readonly exam: Examination } | undefined;

const say = (response: Response) => postMessage(response);

const setup = start();
// Told by the first run that needs it.
setup.catch(() => undefined);

let runs = Promise.resolve();
onmessage = ({ data }: MessageEvent<Request>) => {
  if (data.type === 'cancel') cancelled = data.id;
  else runs = runs.then(() => run(data));
};

async function start(): Promise<{ place: Place; digits: Digits }> {
  const place = await startBackends(() => say({ type: 'context-lost' }));
  say({ type: 'started', place });
  const digits = drawTestSet();
  say({ type: 'digits', digits });
  return { place, digits };
}

async function run({ id, recipe, measure }: Extract<Request, { type: 'run' }>): Promise<void> {
  const between = async (doing: string) => {
    const now = performance.now();
    if (now - lastPulse > PULSE) {
      lastPulse = now;
      say({ type: 'progress', doing });
    }
    await breathe();
    if (cancelled === id) throw new Cancelled();
  };
  try {
    const exam = await examine(recipe.model, between);
    await exam.run(recipe, measure, {
      between,
      report: (report) => say({ type: 'report', id, report }),
    });
    say({ type: 'finished', id });
  } catch (error) {
    if (error instanceof Cancelled) say({ type: 'cancelled', id });
    else say({ type: 'failed', id, message: (error as Error).message });
  }
}

/** The examination of a model; the one before it is disposed once the new one is ready. */
async function examine(
  model: Recipe['model'],
  between: (doing: string) => Promise<void>,
): Promise<Examination> {
  if (examination?.model === model) return examination.exam;
  const alive = setInterval(() => say({ type: 'progress', doing: 'Fetching the weights' }), PULSE);
  // Fetched while the backends start and the digits are drawn.
  const [file, { place, digits }] = await Promise.all([fetchModel(model), setup]).finally(() =>
    clearInterval(alive),
  );
  const subject = await Subject.create(file, place, digits);
  const exam = await Examination.create(subject, between).catch((error: unknown) => {
    subject.dispose();
    throw error;
  });
  examination?.exam.dispose();
  examination = { model, exam };
  return exam;
}
