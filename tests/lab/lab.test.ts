import { describe, expect, test } from 'vitest';
import type { Recipe, Step } from '../../src/core/recipe';
import type { Report } from '../../src/core/report';
import type { FinetuneStep } from '../../src/core/steps/finetune';
import type { PruneStep } from '../../src/core/steps/prune';
import { Superseded } from '../../src/wire/client';
import type { Measure, TuningProgress } from '../../src/wire/protocol';
import { Lab } from '../../src/lab/lab.svelte';
import { Settings } from '../../src/lab/settings.svelte';

const OWN: Recipe = { model: 'lenet-5', steps: [] };
const FINETUNE: FinetuneStep = {
  kind: 'finetune',
  epochs: 2,
  pruning: 'oneshot',
  optimizer: 'adam',
  rate: 0.002,
  seconds: 0,
  targets: 'teacher',
  mask: 'keep',
};
const half: PruneStep = { kind: 'prune', method: 'magnitude', scope: 'global', sparsity: 0.5 };
const trials = [
  { label: 'half', steps: [half] },
  { label: 'most', steps: [{ ...half, sparsity: 0.9 }] },
];

/** An engine that answers at once, or leaves a run open until the test ends it. */
class FakeEngine {
  readonly commands: string[] = [];

  exportFile(): Promise<Uint8Array> {
    return Promise.resolve(Uint8Array.of(1));
  }

  point(): Promise<Report> {
    return Promise.reject(new Error('No point is asked for here.'));
  }

  ask(): Promise<never> {
    return Promise.reject(new Error('Nothing is asked here.'));
  }

  steer(command: string): void {
    this.commands.push(command);
  }

  readonly runs: {
    recipe: Recipe;
    measure: Measure;
    limit?: number;
    reject: (error: Error) => void;
  }[] = [];
  open = false;

  run(
    recipe: Recipe,
    measure: Measure,
    onReport: (report: Report) => void,
    limit?: number,
  ): Promise<Report> {
    this.runs.at(-1)?.reject(new Superseded());
    return new Promise((resolve, reject) => {
      this.runs.push({ recipe, measure, limit, reject });
      if (this.open) return;
      const report = { recipe } as Report;
      onReport(report);
      resolve(report);
    });
  }
}

describe('Lab', () => {
  test('tells of full runs of recipes of the reader’s own, not of previews or trials', async () => {
    const lab = new Lab(new FakeEngine(), OWN);
    const told: Recipe[] = [];
    lab.onrun = ({ recipe }) => told.push(recipe);
    lab.open(OWN);
    lab.change('prune', half, true);
    await Promise.resolve();
    await lab.prove({ model: 'lenet-5', trials, measure: 'full' });
    lab.restore();
    await Promise.resolve();
    await lab.compressDeeply([{ model: 'lenet-5', steps: [half] }]);
    await Promise.resolve();
    const last = { ...OWN, steps: [half] };
    // What is restored is the recipe that an experiment replaced: the one of the preview.
    expect(told).toEqual([OWN, last, last]);
  });

  test('goes back and forth over recipes at rest, and from an experiment to the reader’s own', async () => {
    const lab = new Lab(new FakeEngine(), OWN);
    lab.open(OWN);
    lab.change('prune', { ...half, sparsity: 0.4 }, true);
    lab.change('prune', half, false);
    expect(lab.undo.previous).toEqual(OWN);
    lab.goBack();
    expect(lab.recipe).toEqual(OWN);
    lab.goBack();
    expect(lab.recipe).toEqual(OWN);
    lab.goForward();
    expect(lab.recipe.steps).toEqual([half]);
    await lab.prove({ model: 'lenet-5', trials, measure: 'full' });
    lab.goBack();
    expect(lab.recipe.steps).toEqual([half]);
    expect(lab.undo.previous).toEqual(OWN);
  });

  test('asks for a preview while a control moves, and for everything at rest', () => {
    const engine = new FakeEngine();
    const lab = new Lab(engine, OWN);
    lab.change('prune', half, true);
    lab.change('prune', half, false);
    expect(engine.runs.map(({ measure }) => measure)).toEqual(['preview', 'full']);
    expect(lab.recipe).toEqual({ model: 'lenet-5', steps: [half] });
  });

  test('measures everything of a slider that comes to rest where it was, and only once', () => {
    const engine = new FakeEngine();
    const lab = new Lab(engine, OWN);
    const settings = new Settings(lab);
    lab.open(OWN);
    for (const moving of [true, false]) settings.setPrune({ sparsity: 0.5 }, moving);
    for (const moving of [true, false]) settings.setPrune({ sparsity: 0 }, moving);
    const measures = ['full', 'preview', 'full', 'preview', 'full'];
    expect(engine.runs.map(({ measure }) => measure)).toEqual(measures);
    lab.settle();
    settings.setPrune({ sparsity: 0 }, false);
    expect(engine.runs.map(({ measure }) => measure)).toEqual(measures);
    for (const bits of [8, 'float32'] as const) settings.setBits(bits, true);
    lab.settle();
    expect(engine.runs.slice(5)).toMatchObject([
      { measure: 'preview', recipe: { steps: [{ bits: 8 }] } },
      { measure: 'preview', recipe: OWN },
      { measure: 'full', recipe: OWN },
    ]);
  });

  test('is busy until the newest run has ended', async () => {
    const engine = new FakeEngine();
    engine.open = true;
    const lab = new Lab(engine, OWN);
    lab.change('prune', half, false);
    engine.open = false;
    lab.change('prune', undefined, false);
    expect(lab.busy).toBe(true);
    await Promise.resolve();
    await Promise.resolve();
    expect(lab.busy).toBe(false);
    expect(lab.error).toBeUndefined();
    expect(lab.report?.recipe).toEqual(OWN);
  });

  test('stays busy when an older run ends, well or not, while a newer one is under way', async () => {
    const ends: ((outcome: Report | Error) => void)[] = [];
    const engine = {
      steer: () => undefined,
      exportFile: () => Promise.resolve(new Uint8Array()),
      ask: () => Promise.reject(new Error('Nothing is asked here.')),
      point: () => Promise.reject(new Error('No point is asked for here.')),
      run: () =>
        new Promise<Report>((resolve, reject) => {
          ends.push((end) => (end instanceof Error ? reject(end) : resolve(end)));
        }),
    };
    const lab = new Lab(engine, OWN);
    lab.change('prune', half, true);
    lab.change('prune', half, true);
    lab.change('prune', half, false);
    ends[0]!({ recipe: OWN } as Report);
    ends[1]!(new Error('no memory'));
    await new Promise((resolve) => setTimeout(resolve));
    expect(lab.busy).toBe(true);
    expect(lab.error).toBeUndefined();
    ends[2]!({ recipe: OWN } as Report);
    await new Promise((resolve) => setTimeout(resolve));
    expect(lab.busy).toBe(false);
  });

  test('keeps the recipe when a run fails, and no figures of another one', async () => {
    const engine = new FakeEngine();
    const lab = new Lab(engine, OWN);
    lab.open(OWN);
    engine.open = true;
    lab.change('prune', half, false);
    engine.runs.at(-1)!.reject(new Error('no memory'));
    await new Promise((resolve) => setTimeout(resolve));
    expect(lab.error).toBe('no memory');
    expect(lab.recipe.steps).toEqual([half]);
    expect(lab.report).toBeUndefined();
  });

  test('proves with every trial in turn, then gives the own recipe back', async () => {
    const engine = new FakeEngine();
    const lab = new Lab(engine, OWN);
    await lab.prove({ model: 'lenet-300-100', trials, measure: 'accuracy' });
    expect(lab.trials).toMatchObject({ state: 'done' });
    expect(
      lab.trials.state === 'done' && lab.trials.reports.map(({ recipe }) => recipe.steps),
    ).toEqual(trials.map(({ steps }) => steps));
    expect(lab.recipe.model).toBe('lenet-300-100');
    expect(lab.borrowed).toBe(true);
    lab.restore();
    expect(lab.recipe).toEqual(OWN);
    expect(lab.borrowed).toBe(false);
  });

  test('a control moved during an experiment ends it and keeps the reader’s setting', async () => {
    const engine = new FakeEngine();
    engine.open = true;
    const lab = new Lab(engine, OWN);
    const proof = lab.prove({ model: 'lenet-5', trials, measure: 'accuracy' });
    engine.open = false;
    lab.change('prune', { ...half, sparsity: 0.7 }, false);
    await proof;
    expect(lab.trials.state).toBe('idle');
    expect(lab.recipe.steps).toEqual([{ ...half, sparsity: 0.7 }]);
    expect(engine.runs).toHaveLength(2);
  });
});

test('a control moved just when a trial ends is not overruled by the next trial', async () => {
  const engine = new FakeEngine();
  const lab = new Lab(engine, OWN);
  const proof = lab.prove({ model: 'lenet-5', trials, measure: 'accuracy' });
  // The first trial has its answer, and the experiment has not yet heard of it.
  lab.change('prune', { ...half, sparsity: 0.7 }, false);
  await proof;
  expect(lab.recipe.steps).toEqual([{ ...half, sparsity: 0.7 }]);
  expect(lab.trials.state).toBe('idle');
});

test('trying again after a failed trial keeps the reader’s own recipe', async () => {
  const engine = new FakeEngine();
  engine.open = true;
  const lab = new Lab(engine, OWN);
  const proof = lab.prove({ model: 'lenet-300-100', trials, measure: 'accuracy' });
  engine.runs.at(-1)!.reject(new Error('no memory'));
  await proof;
  expect(lab.trials).toEqual({ state: 'failed', message: 'no memory' });
  engine.open = false;
  lab.retry();
  lab.restore();
  expect(lab.recipe).toEqual(OWN);
});

describe('Settings', () => {
  test('remembers a choice made before it takes effect', () => {
    const lab = new Lab(new FakeEngine(), OWN);
    const settings = new Settings(lab);
    settings.setQuantize({ granularity: 'tensor' });
    expect(lab.recipe.steps).toEqual([]);
    settings.setBits(4, false);
    expect(lab.recipe.steps).toEqual([
      { kind: 'quantize', bits: 4, granularity: 'tensor', scheme: 'symmetric' },
    ]);
    settings.setBits('float32', false);
    expect(lab.recipe.steps).toEqual([]);
    expect(settings.quantize.granularity).toBe('tensor');
  });

  test('runs nothing for a choice of how to prune while nothing is pruned', () => {
    const engine = new FakeEngine();
    const settings = new Settings(new Lab(engine, OWN));
    settings.setPrune({ method: 'random' }, false);
    expect(engine.runs).toHaveLength(0);
    settings.setPrune({ sparsity: 0.5 }, false);
    expect(engine.runs[0]?.recipe.steps).toEqual([{ ...half, method: 'random' }]);
    settings.setPrune({ sparsity: 0 }, false);
    expect(engine.runs[1]?.recipe.steps).toEqual([]);
  });

  test('never ranks filters in fours: of method and scope, the one chosen last stands', () => {
    const lab = new Lab(new FakeEngine(), { model: 'lenet-5', steps: [half] });
    const settings = new Settings(lab);
    settings.setPrune({ scope: 'group' }, false);
    settings.setPrune({ method: 'structured' }, false);
    expect(settings.prune).toEqual({ ...half, method: 'structured', scope: 'layer' });
    settings.setPrune({ scope: 'group' }, false);
    expect(settings.prune).toEqual({ ...half, scope: 'group' });
  });

  test('opens another model with shares and bits, and says what it leaves out', () => {
    const layers = { fc1: 0.3 };
    const quantize: Step = {
      kind: 'quantize',
      bits: 4,
      granularity: 'tensor',
      scheme: 'symmetric',
    };
    const open = (...steps: Step[]) => {
      const lab = new Lab(new FakeEngine(), { model: 'lenet-5', steps });
      const left = new Settings(lab).openModel('ds-cnn');
      return { left, recipe: lab.recipe };
    };
    expect(open(half, quantize)).toEqual({
      left: [],
      recipe: { model: 'ds-cnn', steps: [half, quantize] },
    });
    const { left, recipe } = open({ ...half, layers }, FINETUNE, quantize);
    expect(recipe).toEqual({ model: 'ds-cnn', steps: [half, quantize] });
    expect(left).toEqual(['the fine-tuning', 'the settings of single layers']);
    const structured = open({ ...half, method: 'structured', scope: 'layer' }, quantize);
    expect(structured.recipe.steps).toEqual([quantize]);
    expect(structured.left).toEqual(['the removal of filters']);
  });

  test('shows what a link has put into the recipe', () => {
    const lab = new Lab(new FakeEngine(), { model: 'lenet-5', steps: [half] });
    const settings = new Settings(lab);
    expect(settings.prune).toEqual(half);
    settings.reset();
    expect(settings.prune.sparsity).toBe(0);
  });

  test('trains only when asked, and applies what was changed since only when asked again', () => {
    const engine = new FakeEngine();
    const lab = new Lab(engine, { model: 'lenet-5', steps: [half] });
    const settings = new Settings(lab);
    settings.setTraining('finetune', { epochs: 1, pruning: 'gradual' });
    expect(engine.runs).toHaveLength(0);
    settings.train('finetune', true);
    const once = { ...FINETUNE, epochs: 1, pruning: 'gradual' };
    expect(lab.recipe.steps).toEqual([half, once]);
    settings.setTraining('finetune', { epochs: 3 });
    expect(settings.training('finetune').epochs).toBe(3);
    expect(lab.recipe.steps).toEqual([half, once]);
    settings.setPrune({ sparsity: 0.6 }, false);
    expect(settings.training('finetune').epochs).toBe(3);
    settings.train('finetune', true);
    expect(lab.recipe.steps[1]).toEqual({ ...once, epochs: 3 });
    settings.train('finetune', false);
    expect(settings.has('finetune')).toBe(false);
    expect(settings.training('finetune').epochs).toBe(3);
  });

  test('shows how a link trains, whatever was chosen before, and trains so again', () => {
    const lab = new Lab(new FakeEngine(), OWN);
    const settings = new Settings(lab);
    settings.setTraining('finetune', { epochs: 3 });
    const linked = { ...FINETUNE, epochs: 7 };
    lab.open({ model: 'lenet-5', steps: [linked] });
    expect(settings.training('finetune')).toEqual(linked);
    settings.train('finetune', false);
    settings.train('finetune', true);
    expect(lab.recipe.steps).toEqual([linked]);
  });

  test('keeps a number that is not allowed, and does not train by it', () => {
    const engine = new FakeEngine();
    const settings = new Settings(new Lab(engine, OWN));
    settings.setTraining('qat', { epochs: 0 });
    settings.train('qat', true);
    settings.setTraining('qat', { epochs: null });
    settings.train('qat', true);
    expect(engine.runs).toHaveLength(0);
    expect(settings.training('qat').epochs).toBeNull();
    settings.setTraining('qat', { epochs: 200 });
    settings.train('qat', true);
    expect(engine.runs).toHaveLength(1);
  });

  test('does not say that it prunes gradually where filters are removed at the start', () => {
    const lab = new Lab(new FakeEngine(), {
      model: 'lenet-5',
      steps: [{ ...half, method: 'structured' }],
    });
    const settings = new Settings(lab);
    settings.setTraining('finetune', { pruning: 'gradual' });
    settings.train('finetune', true);
    expect(lab.recipe.steps[1]).toEqual(FINETUNE);
  });

  test('never prunes gradually and lets zeros grow: the one chosen last stands', () => {
    const settings = new Settings(new Lab(new FakeEngine(), OWN));
    settings.setTraining('finetune', { pruning: 'gradual' });
    settings.setTraining('finetune', { mask: 'free' });
    expect(settings.training('finetune')).toMatchObject({ pruning: 'oneshot', mask: 'free' });
    settings.setTraining('finetune', { pruning: 'gradual' });
    expect(settings.training('finetune')).toMatchObject({ pruning: 'gradual', mask: 'keep' });
  });

  test('forgets what was chosen of trainings when all starts over', () => {
    const settings = new Settings(new Lab(new FakeEngine(), OWN));
    settings.setTraining('qat', { epochs: 9 });
    settings.reset();
    // Nothing is pruned by it.
    const none = { pruning: undefined, mask: undefined };
    expect(settings.training('qat')).toEqual({ ...FINETUNE, ...none, kind: 'qat' });
  });
});

describe('a training', () => {
  const trained: Recipe = { model: 'lenet-5', steps: [half, FINETUNE] };
  const limits = (engine: FakeEngine) => engine.runs.map(({ limit }) => limit);

  test('begins unasked up to a number of images, and beyond it where the reader asks for it', async () => {
    const engine = new FakeEngine();
    const lab = new Lab(engine, OWN, () => 400);
    const settings = new Settings(lab);
    lab.open(trained);
    settings.setPrune({ sparsity: 0.6 }, false);
    lab.retry();
    lab.measureCurve();
    expect(limits(engine)).toEqual([4000, 4000, 4000, 4000]);
    settings.train('finetune', true);
    lab.train();
    expect(limits(engine).slice(4)).toEqual([undefined, undefined]);
    const tuned = [{ label: 'tuned', steps: [half, FINETUNE] }];
    await lab.prove({ model: 'lenet-5', trials: tuned, measure: 'full' });
    expect(limits(engine).at(-1)).toBeUndefined();
  });

  test('has its pace from trainings here, once there are any, and ends by its time limit', () => {
    const { pace } = new Lab(new FakeEngine(), OWN, () => 400);
    const tuning = { stage: 'finetune', images: 9000, seconds: 3 };
    const report = (...tunings: object[]) => ({ recipe: OWN, tunings }) as unknown as Report;
    pace.hear(report({ ...tuning, recorded: true }));
    expect(pace.seconds(trained, 20_000)).toBe(50);
    expect(pace.isMeasured('lenet-5')).toBe(false);
    pace.hear(report(tuning));
    expect(pace.seconds(trained, 60_000)).toBe(20);
    expect(pace.isMeasured('lenet-5')).toBe(true);
    expect(pace.seconds({ ...trained, model: 'ds-cnn' }, 20_000)).toBe(50);
    const limited = { model: 'lenet-5', steps: [{ ...FINETUNE, seconds: 5 }] };
    expect(pace.seconds(limited, 60_000)).toBe(5);
    expect(pace.limit(limited)).toBe(Infinity);
  });
});

test('a training that is cancelled leaves the recipe as it was without', () => {
  const lab = new Lab(new FakeEngine(), { model: 'lenet-5', steps: [half, FINETUNE] });
  lab.tuning = { stage: 'finetune' } as TuningProgress;
  lab.cancelTuning();
  expect(lab.recipe.steps).toEqual([half]);
});

test('an experiment whose training is cancelled is over, and the reader’s own recipe is back', () => {
  const engine = new FakeEngine();
  const lab = new Lab(engine, OWN);
  engine.open = true;
  const experiment = [{ label: 'tuned', steps: [half, FINETUNE] }];
  void lab.prove({ model: 'lenet-300-100', trials: experiment, measure: 'accuracy' });
  lab.tuning = { stage: 'finetune' } as TuningProgress;
  lab.cancelTuning();
  expect(lab.recipe).toBe(OWN);
  expect(lab.borrowed).toBe(false);
  expect(lab.trials.state).toBe('idle');
});
