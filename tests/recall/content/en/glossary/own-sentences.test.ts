import '../../../../gradients';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Recipe, Step } from '../../../../../src/core/recipe';
import type { Report } from '../../../../../src/core/report';
import { TERMS } from '../../../../../src/recall/content/en/glossary/terms';
import { pruned, quantized } from '../../../../../src/recall/proof/trials';
import { questionsOf } from '../../../../../src/recall/ways/hand/questions';
import { measure } from '../../../shipped';

/** What a term tells of a report, or '' where it tells nothing. */
function told(id: string, report: Report): string {
  return TERMS.find((term) => term.id === id)!.formula!.own!.worked(report)?.text ?? '';
}

/** The numbers of a sentence, in their order. */
const numbersOf = (text: string) =>
  (text.match(/\d[\d,]*(\.\d+)?/g) ?? []).map((number) => Number(number.replaceAll(',', '')));

const total = (numbers: readonly number[]) => numbers.reduce((sum, number) => sum + number, 0);

interface Facts {
  readonly model: Recipe['model'];
  readonly steps: readonly Step[];
  /** Scales of the kernels that have one each, and of those that have one a channel. */
  readonly tensor?: number;
  readonly channel?: number;
  readonly zeroPoints?: number;
  /** What lies beside the weights in the dense file. */
  readonly beside?: string;
  /** Of how many weights a share is pruned, where any is. */
  readonly of?: number;
}

/** Kernel weights of LeNet-300-100: 784 × 300 + 300 × 100 + 100 × 10. */
const LENET = 266_200;

const RECIPES: Record<string, Facts> = {
  'per tensor, symmetric': {
    model: 'lenet-300-100',
    steps: [quantized(8, 'tensor')],
    tensor: 3,
    beside: 'scales',
  },
  'per channel, asymmetric, pruned': {
    model: 'lenet-300-100',
    steps: [pruned(0.5), quantized(4, 'channel', 'asymmetric')],
    channel: 410,
    zeroPoints: 410,
    beside: 'scales and zero-points',
    of: LENET,
  },
  'one layer otherwise, one float32': {
    model: 'lenet-300-100',
    steps: [
      {
        ...quantized(8, 'channel'),
        layers: {
          fc1: { bits: 4, granularity: 'tensor', scheme: 'asymmetric' },
          fc3: 'float32',
        },
      },
    ],
    tensor: 1,
    channel: 100,
    zeroPoints: 1,
    beside: 'scales and zero-points',
  },
  'a codebook, codes pruned by layer': {
    model: 'lenet-300-100',
    steps: [
      { ...pruned(0.3, 'layer'), layers: { fc1: 0.7 } },
      { kind: 'cluster', clusters: 8, init: 'linear' },
    ],
    beside: 'codebooks',
    of: LENET,
  },
  'float16, half of the neurons removed': {
    model: 'lenet-300-100',
    steps: [pruned(0.5, 'layer', 'structured'), { kind: 'float16' }],
    of: LENET,
  },
  'depthwise kernels left out': {
    model: 'ds-cnn',
    steps: [pruned(0.9), quantized(8, 'tensor')],
    tensor: 10,
    beside: 'scales',
  },
};

describe.each(Object.entries(RECIPES))('%s', (_, facts) => {
  const { model, steps, tensor = 0, channel = 0, zeroPoints = 0 } = facts;
  const structured = steps.some((step) => step.kind === 'prune' && step.method === 'structured');
  let report: Report;
  beforeAll(async () => {
    report = await measure({ model, steps }, 'file');
  });

  test('scales are counted where their kernels have them', () => {
    const [perTensor, perChannel] = [told('per-tensor', report), told('per-channel', report)];
    const scales = (text: string) => numbersOf(/(\S+) scale/.exec(text)?.[0] ?? '0')[0];
    expect(scales(perTensor)).toBe(tensor);
    expect(scales(perChannel)).toBe(channel);
    const points = [...(perTensor + perChannel).matchAll(/(\d+) zero-point/g)];
    expect(total(points.map(([, n]) => Number(n)))).toBe(zeroPoints);
    for (const [text, other] of [
      [perTensor, channel],
      [perChannel, tensor],
    ] as const) {
      if (text) expect(text.includes('in its kernels with one scale')).toBe(other > 0);
    }
  });

  test('one scale is told of the first kernel, or of the widest of its channels', () => {
    const text = told('scale', report);
    expect(text !== '').toBe(tensor + channel > 0);
    const [first] = report.tensors;
    if (!text || !first?.scales) return;
    const { count } = first.scales;
    expect(text.includes('channels')).toBe(count > 1);
    if (count > 1) expect(text).toContain(`widest of ${count} channels`);
    expect(text.includes('of what is left')).toBe(facts.of !== undefined || model === 'ds-cnn');
    // What the range is divided by is told twice, and gives the scale that is told first.
    const [range = 0, divided, by = 1, scale = 0] = numbersOf(text).slice(-4);
    expect(divided).toBe(range);
    expect(range / by / scale).toBeCloseTo(1, 2);
  });

  test('the terms of the dense size add up, and say what lies beside the weights', () => {
    const text = told('dense-size', report);
    const terms = text.split(' = ')[0]!.split(' + ');
    expect(total(terms.map((term) => numbersOf(term)[0]!))).toBe(report.size.after.dense);
    const names = terms.map((term) => /\((.*)\)/.exec(term)![1]);
    expect(names.slice(1)).toEqual([...(facts.beside ? [facts.beside] : []), 'biases']);
  });

  test('a share says what it is a share of', () => {
    const text = told('sparsity', report);
    const asked = questionsOf(report).find(({ id }) => id === 'hand-run-kept');
    expect(text !== '').toBe(report.sparsity.pruned > 0);
    expect(asked !== undefined).toBe(report.sparsity.pruned > 0);
    if (!asked) return;
    const [gone = 0, of = 0, percent = 0] = numbersOf(text);
    const prunable = total(report.tensors.map((one) => (one.depthwise ? 0 : one.weights)));
    expect(of).toBe(facts.of ?? prunable);
    expect(gone).toBe(report.sparsity.pruned);
    expect((100 * gone) / of / percent).toBeCloseTo(1, 2);
    expect(asked.question).toContain(` of ${of.toLocaleString('en')} `);
    expect(asked.answer).toBe(of - gone);
    expect(text.includes('not set to zero')).toBe(structured);
    if (structured) expect(total(report.tensors.map(({ zeros }) => zeros))).toBe(0);
    else expect(text.includes('Depthwise')).toBe(model === 'ds-cnn');
    if (model === 'ds-cnn') {
      expect(percent).toBe(90);
      const all = total(report.tensors.map(({ weights }) => weights));
      expect(numbersOf(text).slice(3)).toEqual([all, expect.closeTo((100 * gone) / all, 1)]);
    }
  });

  test('each code word is one of a weight, and bytes are those of parameters', () => {
    const { kernels, others } = report.parameters;
    const coded = report.tensors.every(({ distinct }) => distinct !== undefined);
    expect(told('entropy', report) !== '').toBe(coded);
    if (coded) expect(numbersOf(told('entropy', report))[0]).toBe(kernels);
    expect(told('memory-bound', report)).toContain(
      `${(4 * (kernels + others)).toLocaleString('en')} bytes of parameters`,
    );
  });
});
