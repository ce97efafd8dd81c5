import { serialize } from 'node:v8';
import { expect, test } from 'vitest';
import type { Report } from '../../src/core/report';
import { readStep } from '../../src/core/step-text';
import type { Response } from '../../src/wire/protocol';
import { reporter } from '../../src/engine/reporter';
import { HOOKS } from '../hooks';
import { examineShipped } from '../shipped';

const MODEL = 'lenet-300-100';

test('a full run says the answers to all images once, and loses nothing on the way', async () => {
  const exam = await examineShipped(MODEL);
  const steps = [readStep('quantize(8,channel,symmetric)').step!];
  const said: Response[] = [];
  const whole: Report[] = [];
  const say = reporter(7, (response) => said.push(structuredClone(response)));
  await exam.run({ model: MODEL, steps }, 'full', {
    ...HOOKS,
    report(report, pictures) {
      whole.push(report);
      say(report, pictures);
    },
  });
  exam.dispose();

  const reports = said.flatMap((each) =>
    each.type === 'report' || each.type === 'further' ? [each] : [],
  );
  expect(reports.map(({ type, id }) => `${type} ${id}`)).toEqual([
    'report 7',
    ...whole.slice(1).map(() => 'further 7'),
  ]);
  expect(reports.filter(({ report }) => report.predictions)).toHaveLength(1);
  expect(reports.filter((each) => 'pictures' in each && each.pictures)).toHaveLength(1);
  const merged = reports.reduce<Partial<Report>>((all, { report }) => ({ ...all, ...report }), {});
  expect(merged).toEqual(whole.at(-1));
  const bytes = (all: readonly unknown[]) =>
    all.reduce<number>((n, x) => n + serialize(x).length, 0);
  expect(bytes(reports.map(({ report }) => report))).toBeLessThan(bytes(whole) / 3);
});
