import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readRun } from '../../../src/lab/runs/read-run';
import { formatRuns, parseRuns, rawJson } from '../../../src/lab/runs/run-file';
import { anyRun, KNOWN, runWith } from './runs';

const distinct = fc.uniqueArray(anyRun, { selector: ({ id }) => id, maxLength: 8 });

/** How many values a bare list holds, or undefined for a text that is none. */
function listed(text: string): number | undefined {
  try {
    const data: unknown = JSON.parse(text);
    return Array.isArray(data) ? data.length : undefined;
  } catch {
    return undefined;
  }
}

describe('a file of runs', () => {
  test('gives the very runs again that were written', () => {
    fc.assert(
      fc.property(distinct, (runs) => {
        expect(parseRuns(formatRuns(runs), KNOWN)).toEqual({ runs, problems: [] });
      }),
    );
  });

  test('keeps what can be read and names each run that cannot, whatever stands in its place', () => {
    fc.assert(
      fc.property(distinct, fc.array(fc.jsonValue()), (runs, junk) => {
        const text = JSON.stringify({ version: 1, runs: [...junk, ...runs] });
        const read = parseRuns(text, KNOWN);
        expect(read.runs).toEqual(runs);
        expect(read.problems).toHaveLength(junk.length);
      }),
    );
  });

  test('never makes the reader fail, whatever its text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (text) => {
        const { runs, problems } = parseRuns(text, KNOWN);
        expect(runs).toEqual([]);
        expect(problems).toHaveLength(listed(text) ?? 1);
      }),
    );
  });

  test('of another version is read as far as it is understood', () => {
    const runs = [runWith('')];
    const read = parseRuns(JSON.stringify({ version: 7, runs }), KNOWN);
    expect(read.runs).toEqual(runs);
    expect(read.problems).toEqual([
      'The file is of version “7”, this page reads version 1; what it understands was kept.',
    ]);
  });

  test('with one recipe twice gives the newer run, pinned and named as either was', () => {
    const older = runWith('', { time: 1, pinned: true, name: 'mine' });
    const newer = runWith('', { time: 2, dense: 7 });
    const both = { ...newer, pinned: true, name: 'mine' };
    expect(parseRuns(formatRuns([older, newer]), KNOWN).runs).toEqual([both]);
    expect(parseRuns(formatRuns([newer, older]), KNOWN).runs).toEqual([both]);
  });
});

describe('a run that is damaged', () => {
  const problem = (change: object) =>
    readRun({ ...runWith('prune(random,global,0.5)'), ...change }, KNOWN).problem;

  test('is refused with what was expected and what was found', () => {
    expect(problem({ dense: NaN })).toBe('dense: expected a whole number, 0 or more, found NaN');
    expect(problem({ dense: '7' })).toBe('dense: expected a whole number, 0 or more, found “7”');
    expect(problem({ macs: -1 })).toBe('macs: expected a whole number, 0 or more, found -1');
    expect(problem({ sparsity: 1.5 })).toBe('sparsity: expected a number from 0 to 1, found 1.5');
    expect(problem({ pinned: undefined })).toBe('pinned: expected true or false, found nothing');
    expect(problem({ name: 'x'.repeat(1_000_000) })).toMatch(
      /^name: expected at most 80 characters/,
    );
    expect(problem({ answers: '01234567a9' })).toMatch(
      /^answers: expected 1 to 100000 decimal digits/,
    );
    expect(problem({ answers: '012' })).toMatch(/found 3/);
    expect(problem({ changed: 11 })).toMatch(/11 changed/);
    expect(problem({ smallest: { encoding: 'zip', bytes: 1 } })).toMatch(
      /^encoding: .*found “zip”/,
    );
    expect(problem({ smallest: [] })).toBe('smallest: expected an object, found a list');
    expect(problem({ latency: null })).toBe('latency: expected an object, found null');
    expect(problem({ time: 1e300 })).toMatch(/^time: /);
  });

  test('has a recipe that this page does not know, and says which part', () => {
    expect(problem({ id: 7 })).toBe('id: expected a link, found 7');
    expect(problem({ id: '#v=1&model=resnet' })).toMatch(/no model “resnet”/);
    expect(problem({ id: '#v=1' })).toMatch(/expected a link with a model/);
    expect(problem({ id: '#v=1&model=lenet-5&steps=distill(3)' })).toMatch(
      /“distill\(3\)” is not known/,
    );
    expect(problem({ id: '#v=1&model=lenet-5&steps=prune(magnitude,global,9)' })).toMatch(
      /sparsity is “9”/,
    );
    expect(problem({ id: `#v=1&model=lenet-5&steps=${'x'.repeat(10_000)}` })).toMatch(/^id: /);
  });

  test('has timings whose ends are not in order', () => {
    const side = { median: 1, low: 1, high: 1 };
    const latency = {
      pairs: 41,
      measurable: false,
      before: side,
      after: side,
      ratio: side,
      control: side,
    };
    expect(problem({ latency })).toBeUndefined();
    expect(problem({ latency: { ...latency, ratio: { ...side, low: 2 } } })).toBe(
      'latency.ratio: expected low, median and high in order, found 2, 1, 1',
    );
    expect(problem({ latency: { ...latency, before: undefined } })).toMatch(/^latency.before/);
  });

  test('timed the network as trained against itself, as earlier versions did', () => {
    const [fast, slow, one] = [0.9, 1.1, 1].map((ms) => ({ median: ms, low: ms, high: ms }));
    const told = { pairs: 42, before: fast!, after: slow!, ratio: slow!, control: one! };
    const latency = { ...told, measurable: true };
    for (const steps of ['', 'batchnorm(keep)']) {
      expect(readRun(runWith(steps, { latency }), KNOWN).run!.latency).toEqual({
        ...{ pairs: 42, before: fast, after: fast, ratio: one, control: one },
        identical: true,
        measurable: false,
      });
    }
    const pruned = runWith('prune(magnitude,global,0.5)', { latency });
    expect(readRun(pruned, KNOWN).run!.latency).toEqual(latency);
  });

  test('with a setting for a layer that the model lacks is refused, and the layer is named', () => {
    const of = (layer: string) =>
      readRun(runWith(`prune(random,global,0.5,${layer}:0.2)`), { 'lenet-300-100': ['fc1'] });
    expect(of('fc1').problem).toBeUndefined();
    expect(of('fc9').problem).toMatch(/^id: lenet-300-100 has no layer “fc9”, only fc1;/);
  });

  test('loses what a run does not have', () => {
    const run = runWith('');
    expect(readRun({ ...run, more: 'x'.repeat(1000) }, KNOWN).run).toEqual(run);
  });

  test('is never taken for a run, nor makes the reader fail', () => {
    fc.assert(
      fc.property(
        fc.anything({ withBigInt: true, withMap: true, withNullPrototype: true }),
        (value) => {
          expect(readRun(value, KNOWN).run).toBeUndefined();
        },
      ),
    );
    fc.assert(
      fc.property(anyRun, fc.nat(12), fc.anything(), (run, i, value) => {
        const key = Object.keys(run)[i]!;
        const read = readRun({ ...run, [key]: value }, KNOWN);
        // Whatever is read passes again, as it is.
        if (read.run) expect(readRun(read.run, KNOWN)).toEqual(read);
      }),
    );
  });
});

describe('what was set aside', () => {
  test('is read as a list of runs where a run of it can be', () => {
    fc.assert(
      fc.property(distinct, (runs) => {
        expect(parseRuns(rawJson(runs), KNOWN)).toEqual({ runs, problems: [] });
      }),
    );
    const { runs, problems } = parseRuns(rawJson([{ broken: true }, runWith('')]), KNOWN);
    expect(runs).toEqual([runWith('')]);
    expect(problems).toEqual(['Run 1 of 2: id: expected a link, found nothing. It was left out.']);
  });

  test('has a form as a file, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.array(fc.anything({ withBigInt: true, withMap: true, withSet: true })),
        (values) => {
          expect(JSON.parse(rawJson(values))).toHaveLength(values.length);
        },
      ),
    );
    const circle: unknown[] = [1n, NaN];
    circle.push(circle);
    expect(JSON.parse(rawJson([circle, circle]))).toEqual([
      ['1', 'NaN', '(holds itself)'],
      ['1', 'NaN', '(holds itself)'],
    ]);
  });

  test('is the same JSON as ever where it has one', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (values) => {
        expect(JSON.parse(rawJson(values))).toEqual(JSON.parse(JSON.stringify(values)));
      }),
    );
  });
});
