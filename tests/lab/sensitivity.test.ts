import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseLink } from '../../src/core/link';
import { stepOf, type Recipe } from '../../src/core/recipe';
import { formatStep } from '../../src/core/step-text';
import { bearableLevels, bearableStep } from '../../src/lab/bearable';
import { LEVELS, Sensitivity, type Scan } from '../../src/lab/sensitivity.svelte';
import { labOf, reportOf, settle } from './points';

const LAYERS = ['conv1', 'dw', 'fc'];
const recipeOf = (steps: string, model = 'lenet-5'): Recipe =>
  parseLink(`#v=1&model=${model}&steps=${steps}`, { models: [model], defaultModel: model }).recipe;

function sensitivityOf(steps = '', treatment: 'prune' | 'quantize' = 'prune') {
  const { lab, settings, asked } = labOf(recipeOf(steps));
  const sensitivity = new Sensitivity(lab, settings);
  const ended = sensitivity.scan(treatment, LAYERS);
  return { lab, asked, sensitivity, ended };
}

describe('a scan', () => {
  test('prunes each layer alone at each level, one layer after the other', () => {
    const { asked } = sensitivityOf(
      'prune(random,global,0.3)+finetune(1)+quantize(8,channel,symmetric)',
    );
    expect(asked.map(({ recipe }) => recipe.steps.map(formatStep))).toEqual(
      LAYERS.flatMap((layer) =>
        LEVELS.prune.map((level) => [`prune(magnitude,layer,0,${layer}:${level})`]),
      ),
    );
  });

  test('stores each layer alone in codes as the reader has chosen them', () => {
    const { asked } = sensitivityOf(
      'quantize(4,tensor,asymmetric,fc:2:tensor:symmetric)',
      'quantize',
    );
    expect(asked).toHaveLength(18);
    expect(asked[8]!.recipe.steps.map(formatStep)).toEqual([
      'quantize(5,tensor,asymmetric,conv1:float32,fc:float32)',
    ]);
  });

  test('leaves batch norm as the reader has it', () => {
    const { asked } = sensitivityOf('batchnorm(keep)+correct()');
    expect(asked[0]!.recipe.steps.map(({ kind }) => kind)).toEqual(['batchnorm', 'prune']);
  });

  test('tells what each layer loses, right and wrong weighed against each other', async () => {
    const { asked, sensitivity, ended } = sensitivityOf();
    for (const [i, { recipe, resolve }] of asked.entries()) resolve(reportOf(recipe, 902 - i));
    await ended;
    const { losses } = sensitivity.scanOf('prune')!;
    expect(losses.map((line) => line.map((cell) => cell!.loss))).toEqual([
      [-0.002, -0.001, 0, 0.001, 0.002, 0.003],
      [0.004, 0.005, 0.006, 0.007, 0.008, 0.009],
      [0.01, 0.011, 0.012, 0.013, 0.014, 0.015],
    ]);
    expect(losses[1]![2]!.pValue).toBe(0.01);
    expect(sensitivity.series?.state).toBe('done');
    expect(sensitivity.scanOf('quantize')).toBeUndefined();
  });

  test.each<[string, (of: ReturnType<typeof sensitivityOf>) => void, string]>([
    ['cancelled', ({ sensitivity }) => sensitivity.cancel(), 'cancelled'],
    ['cut short by an error', ({ asked }) => asked[1]!.reject(new Error('no memory')), 'failed'],
    [
      'left for another model',
      ({ sensitivity }) => sensitivity.keepTo({ model: 'ds-cnn', steps: [] }),
      'cancelled',
    ],
  ])('that is %s keeps what was measured', async (_, end, state) => {
    const scanning = sensitivityOf();
    scanning.asked[0]!.resolve(reportOf(scanning.asked[0]!.recipe, 890));
    await settle();
    end(scanning);
    await scanning.ended;
    expect(scanning.sensitivity.series).toMatchObject({ state, done: 1, of: 18 });
    const [[first, second]] = scanning.sensitivity.scanOf('prune')!.losses as [Scan['losses'][0]];
    expect([first?.loss, second]).toEqual([0.01, undefined]);
  });
});

/** A scan with these losses, in thousandths. */
function scanOf(step: string, levels: readonly number[], thousandths: (number | null)[][]): Scan {
  const { prune, quantize } = {
    prune: stepOf(recipeOf(step), 'prune'),
    quantize: stepOf(recipeOf(step), 'quantize'),
  };
  return {
    model: 'lenet-5',
    step: (prune ?? quantize)!,
    layers: LAYERS,
    levels,
    losses: thousandths.map((line) =>
      line.map((loss) => (loss === null ? undefined : { loss: loss / 1000, pValue: 1 })),
    ),
  };
}

describe('what layers bear', () => {
  const pruned = scanOf(
    'prune(magnitude,layer,0)',
    [0.5, 0.8, 0.9],
    [
      [0, 4, 10],
      [20, 30, 40],
      [-1, 12, 5],
    ],
  );

  test('is the level of most compression that loses no more, be it after one that does', () => {
    expect(bearableLevels(pruned, 0.01)).toEqual([2, undefined, 2]);
    expect(bearableLevels(pruned, 0.005)).toEqual([1, undefined, 2]);
    expect(bearableLevels(pruned, 0)).toEqual([0, undefined, 0]);
  });

  test('becomes a step that prunes by name, and spares what bears nothing', () => {
    const step = bearableStep(pruned, bearableLevels(pruned, 0.005))!;
    expect(formatStep(step)).toBe('prune(magnitude,layer,0,conv1:0.8,fc:0.9)');
  });

  test('becomes codes, most layers’ as the step’s own, and float32 where no code is borne', () => {
    const scan = scanOf(
      'quantize(8,channel,symmetric)',
      [8, 4, 2],
      [
        [0, 1, 9],
        [0, 2, 3],
        [9, 9, 9],
      ],
    );
    const at = (most: number) => {
      const step = bearableStep(scan, bearableLevels(scan, most));
      return step && formatStep(step);
    };
    expect(at(0.002)).toBe('quantize(4,channel,symmetric,fc:float32)');
    expect(at(0.004)).toBe('quantize(4,channel,symmetric,dw:2:channel:symmetric,fc:float32)');
    expect(at(0.009)).toBe('quantize(2,channel,symmetric)');
    expect(at(-0.001)).toBeUndefined();
  });

  test('is nothing before anything was measured', () => {
    const scan = scanOf('prune(magnitude,layer,0)', [0.5], [[null], [null], [null]]);
    expect(bearableStep(scan, bearableLevels(scan, 1))).toBeUndefined();
  });

  test('never loses more than was allowed, and no level further on would do', () => {
    const line = fc.array(fc.integer({ min: -5, max: 100 }), { minLength: 6, maxLength: 6 });
    const allowed = fc.integer({ min: 0, max: 50 });
    fc.assert(
      fc.property(line, allowed, (thousandths, most) => {
        const scan = scanOf('prune(magnitude,layer,0)', LEVELS.prune, [thousandths]);
        const [level = -1] = bearableLevels(scan, most / 1000);
        expect(level < 0 || thousandths[level]! <= most).toBe(true);
        expect(thousandths.slice(level + 1).every((loss) => loss > most)).toBe(true);
      }),
    );
  });
});
