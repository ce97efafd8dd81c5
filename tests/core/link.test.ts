import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatLink, parseLink } from '../../src/core/link';
import { exclude, STEP_TYPES, type Recipe, type Step } from '../../src/core/recipe';
import type { Parameter } from '../../src/core/steps/parameter';
import type { StepType } from '../../src/core/steps/step';

const models = ['lenet-300-100', 'lenet-5'];
const parse = (fragment: string) => parseLink(fragment, { models, defaultModel: 'lenet-300-100' });

const EXAMPLE =
  '#v=1&model=lenet-5&steps=prune(magnitude,global,0.9)+quantize(8,channel,symmetric)';
const PRUNE: Step = { kind: 'prune', method: 'magnitude', scope: 'global', sparsity: 0.9 };
const METHODS = 'magnitude, codes, random, structured or structured-l1';
const QUANTIZE: Step = {
  kind: 'quantize',
  bits: 8,
  granularity: 'channel',
  scheme: 'symmetric',
};

function valueOf(parameter: Parameter): fc.Arbitrary<string | number> {
  if ('options' in parameter) return fc.constantFrom(...parameter.options);
  const { min, max, integer } = parameter;
  return integer ? fc.integer({ min, max }) : fc.double({ min, max, noNaN: true });
}

/** Names as TensorFlow.js gives them, such as every object has, and anything else. */
const layerNames = fc.oneof(
  fc.constantFrom('conv1', 'block/separable_conv2d-1.depthwise', 'Fc', '1', 'float32'),
  fc.constantFrom('constructor', '__proto__', 'a b', '~', '~0041', '%2C', ',:+()&=#', 'Schicht α'),
  fc.string({ minLength: 1, maxLength: 8, unit: 'binary' }),
);

/** Layers with values of their own, from the step's type alone. */
function layersOf(
  { parameters, override }: StepType<Step, string>,
  names: fc.Arbitrary<string>,
): fc.Arbitrary<object | undefined> {
  if (!override) return fc.constant(undefined);
  const own = parameters.filter(({ name }) => override.names.includes(name));
  const values =
    own.length === 1
      ? valueOf(own[0]!)
      : fc.record(Object.fromEntries(own.map((parameter) => [parameter.name, valueOf(parameter)])));
  const value = override.float32 ? fc.oneof(values, fc.constant('float32')) : values;
  return fc.option(
    fc.array(fc.tuple(names, value), { minLength: 1, maxLength: 3 }).map(Object.fromEntries),
    { nil: undefined },
  );
}

/** Any step whose values go together, from its type alone, or none. */
const steps = (names: fc.Arbitrary<string>) =>
  Object.values<StepType<Step, string>>(STEP_TYPES).map((type) =>
    fc.option(
      fc
        .tuple(layersOf(type, names), ...type.parameters.map(valueOf))
        .map(([layers, ...values]) => ({
          kind: type.kind,
          ...Object.fromEntries(type.parameters.map(({ name }, i) => [name, values[i]])),
          ...(layers && { layers }),
        }))
        .map((step) => step as unknown as Step)
        .filter((step) => !type.conflict?.(step)),
      { nil: undefined },
    ),
  );

const recipesWith = (names: fc.Arbitrary<string>): fc.Arbitrary<Recipe> =>
  fc.record({
    model: fc.constantFrom(...models),
    steps: fc
      .tuple(...steps(names))
      .map((all) => all.filter((step) => step !== undefined))
      .map((all) =>
        all.filter(({ kind }, i) => !all.slice(0, i).some((other) => exclude(other.kind, kind))),
      ),
  });

describe('every recipe comes back', () => {
  const comesBack = (through: (link: string) => string, names = layerNames) =>
    fc.assert(
      fc.property(recipesWith(names), (recipe) => {
        expect(parse(through(formatLink(recipe)))).toEqual({ recipe, problems: [] });
      }),
      { numRuns: 2000 },
    );

  test('names the layers that the model lacks, and keeps what is said of the others', () => {
    const read = (steps: string, model = 'lenet-5') =>
      parseLink(`#v=1&model=${model}&steps=${steps}`, {
        models: ['lenet-5', 'ds-cnn'],
        defaultModel: 'lenet-5',
        layersOf: (name) => (name === 'lenet-5' ? ['conv1', 'fc1'] : undefined),
      });
    const { recipe, problems } = read(
      'prune(magnitude,global,0.5,fc1:0.2,fc9:0.9)+quantize(8,channel,symmetric,stem:float32,fc9:float32)',
    );
    expect(problems).toEqual([
      'lenet-5 has no layer “fc9” or “stem”, only conv1 and fc1; what the link says of it was left out.',
    ]);
    expect(formatLink(recipe)).toBe(
      '#v=1&model=lenet-5&steps=prune(magnitude,global,0.5,fc1:0.2)+quantize(8,channel,symmetric)',
    );
    // Nothing is pruned by what is left.
    expect(read('prune(magnitude,global,0,fc9:0.9)').recipe.steps).toEqual([]);
    expect(read('prune(magnitude,global,0.5,fc1:0.2)').problems).toEqual([]);
    expect(read('prune(magnitude,global,0.5,any:0.2)', 'ds-cnn').problems).toEqual([]);
  });

  test('from its link', () => comesBack((link) => link));

  test('from its link without #', () => comesBack((link) => link.slice(1)));

  test('after a browser has taken it for an address', () => {
    comesBack((link) => new URL(link, 'https://example.org/path/?q#old').hash);
  });

  test('after its fragment was percent-encoded', () => {
    comesBack((link) => `#${encodeURIComponent(link.slice(1))}`);
    comesBack((link) => encodeURIComponent(link));
  });

  test('after a form decoder took its plus signs for spaces, and an encoder for codes', () => {
    comesBack((link) => link.replaceAll('+', ' '));
    comesBack((link) => link.replaceAll('+', '%20'));
    comesBack((link) => new URLSearchParams(link.slice(1)).toString());
  });

  test('in capitals, where its layers are', () => {
    comesBack((link) => link.toUpperCase(), fc.constantFrom('CONV1', 'SEPARABLE_CONV2D/X', 'É'));
  });

  test('with spaces around everything', () => {
    comesBack((link) => link.replaceAll(/(?<=[=&,:+(])|(?=[=&,:+)])/g, ' '));
  });
});

test('a link is as the contract says', () => {
  expect(formatLink({ model: 'lenet-5', steps: [PRUNE, QUANTIZE] })).toBe(EXAMPLE);
  expect(formatLink({ model: 'lenet-5', steps: [] })).toBe('#v=1&model=lenet-5');
});

test('of a training only what is not as usual follows its epochs', () => {
  const steps = (text: string) => `#v=1&model=lenet-5&steps=${text}`;
  const usual: Step = {
    kind: 'finetune',
    epochs: 2,
    pruning: 'oneshot',
    optimizer: 'adam',
    rate: 0.002,
    seconds: 0,
    targets: 'teacher',
    mask: 'keep',
  };
  for (const [change, text] of [
    [{}, 'finetune(2)'],
    [{ pruning: 'gradual' }, 'finetune(2,gradual)'],
    [{ rate: 0.01 }, 'finetune(2,oneshot,adam,0.01)'],
    [{ seconds: 60 }, 'finetune(2,oneshot,adam,0.002,60)'],
  ] as const) {
    const recipe: Recipe = { model: 'lenet-5', steps: [{ ...usual, ...change }] };
    expect(formatLink(recipe)).toBe(steps(text));
    expect(parse(steps(text))).toEqual({ recipe, problems: [] });
  }
});

test('calibration images are named where they are not digits', () => {
  for (const [images, text] of [
    ['digits', 'activations(8,minmax)'],
    ['blank', 'activations(8,minmax,blank)'],
  ] as const) {
    const step: Step = { kind: 'activations', bits: 8, range: 'minmax', images };
    const recipe: Recipe = { model: 'lenet-5', steps: [step] };
    expect(formatLink(recipe)).toBe(`#v=1&model=lenet-5&steps=${text}`);
    expect(parse(formatLink(recipe))).toEqual({ recipe, problems: [] });
  }
});

test('layers with values of their own follow the step’s, sorted by name', () => {
  const layersOf = (layers: object) =>
    formatLink({ model: 'lenet-5', steps: [{ ...PRUNE, layers } as Step] });
  const link = '#v=1&model=lenet-5&steps=prune(magnitude,global,0.9,conv1:0.3,fc-2/a:0.5)';
  expect(layersOf({ 'fc-2/a': 0.5, conv1: 0.3 })).toBe(link);
  expect(layersOf({ conv1: 0.3, 'fc-2/a': 0.5 })).toBe(link);
  expect(layersOf({})).toBe('#v=1&model=lenet-5&steps=prune(magnitude,global,0.9)');
  const fc2 = { bits: 4, granularity: 'tensor', scheme: 'asymmetric' } as const;
  expect(
    formatLink({
      model: 'lenet-5',
      steps: [{ ...QUANTIZE, layers: { fc2, conv1: 'float32' } }, { kind: 'correct' }],
    }),
  ).toBe(
    '#v=1&model=lenet-5&steps=' +
      'quantize(8,channel,symmetric,conv1:float32,fc2:4:tensor:asymmetric)+correct()',
  );
});

test('a layer’s name is escaped where it would be read as something else', () => {
  const steps: Step[] = [
    { kind: 'cluster', clusters: 32, init: 'linear', layers: { 'a,b:é': 64 } },
  ];
  expect(formatLink({ model: 'lenet-5', steps })).toBe(
    '#v=1&model=lenet-5&steps=cluster(32,linear,a~002cb~003a~00e9:64)',
  );
});

test.each([0, 1, 0.1 + 0.2, 1e-7, 5e-324, 1 - 2 ** -53])('sparsity %d comes back', (sparsity) => {
  const recipe = { model: 'lenet-5', steps: [{ ...PRUNE, sparsity }] };
  expect(parse(formatLink(recipe))).toEqual({ recipe, problems: [] });
});

describe('nothing to read is no problem', () => {
  const fallback = { recipe: { model: 'lenet-300-100', steps: [] }, problems: [] };

  test.each(['', '#', '#v=1', '#v=1&', '&&', '#v=1&steps=', '  '])('“%s”', (fragment) => {
    expect(parse(fragment)).toEqual(fallback);
  });

  test('a model alone is enough', () => {
    expect(parse('model=lenet-5').recipe.model).toBe('lenet-5');
    expect(parse('model=lenet-5').problems).toEqual([]);
  });
});

describe('what cannot be read is named, and the rest kept', () => {
  const only = (fragment: string) => {
    const { recipe, problems } = parse(fragment);
    expect(problems).toHaveLength(1);
    return { recipe, problem: problems[0]! };
  };
  const withSteps = (text: string) => only(`#v=1&model=lenet-5&steps=${text}`);

  test('another version', () => {
    const { recipe, problem } = only(EXAMPLE.replace('v=1', 'v=2'));
    expect(problem).toBe(
      'The link is of version “2”, this page reads version 1; what it understands was kept.',
    );
    expect(recipe).toEqual({ model: 'lenet-5', steps: [PRUNE, QUANTIZE] });
  });

  test('another model', () => {
    const { recipe, problem } = only(EXAMPLE.replace('lenet-5', 'vgg-16'));
    expect(problem).toBe(
      'There is no model “vgg-16” here, only lenet-300-100 and lenet-5; lenet-300-100 is shown.',
    );
    expect(recipe).toEqual({ model: 'lenet-300-100', steps: [PRUNE, QUANTIZE] });
  });

  test('a training without its epochs, or with too many values', () => {
    for (const words of ['', '2,oneshot,adam,0.001,0,labels,keep,1']) {
      const { recipe, problem } = withSteps(`finetune(${words})`);
      expect(problem).toContain(
        'finetune takes 1 to 7 values (epochs, pruning, optimizer, rate, seconds, targets, mask)',
      );
      expect(recipe.steps).toEqual([]);
    }
  });

  test('another step', () => {
    const { recipe, problem } = withSteps(
      'prune(magnitude,global,0.9)+distill(2)+quantize(8,channel,symmetric)',
    );
    expect(problem).toBe(
      'The step “distill(2)” is not known to this version, which knows batchnorm, equalize, prune, ' +
        'finetune, quantize, cluster, float16, qat, correct and activations. It was left out.',
    );
    expect(recipe.steps).toEqual([PRUNE, QUANTIZE]);
  });

  test.each(['constructor(1)', '__proto__(1)', 'toString()', 'hasOwnProperty(kind)'])(
    'a step that every object would have: %s',
    (text) => {
      const { recipe, problem } = withSteps(`${text}+quantize(8,channel,symmetric)`);
      expect(problem).toContain(`The step “${text}” is not known`);
      expect(recipe.steps).toEqual([QUANTIZE]);
    },
  );

  test.each([
    ['prune(magnitude,global)', 'has 2.'],
    ['prune()', 'has 0.'],
  ])('too few values: %s', (text, has) => {
    const { recipe, problem } = withSteps(`${text}+quantize(8,channel,symmetric)`);
    expect(problem).toBe(
      `prune takes 3 values (method, scope, sparsity), “${text}” ${has} It was left out.`,
    );
    expect(recipe.steps).toEqual([QUANTIZE]);
  });

  test.each([
    ['batchnorm(keep,1)', 'batchnorm takes 1 value (mode), “batchnorm(keep,1)” has 2.'],
    ['float16(1)', 'float16 takes no values, “float16(1)” has 1.'],
    [
      'activations(8)',
      'activations takes 2 to 3 values (bits, range, images), “activations(8)” has 1.',
    ],
  ])('another number of values than a step without layers takes: %s', (text, said) => {
    const { recipe, problem } = withSteps(text);
    expect(problem).toBe(`${said} It was left out.`);
    expect(recipe.steps).toEqual([]);
  });

  const SPARSITY = 'NAME:sparsity, with sparsity a number from 0 to 1';
  const CODES =
    'NAME:bits:granularity:scheme or NAME:float32, with bits a whole number from 2 to 8, ' +
    'granularity tensor or channel and scheme symmetric or asymmetric';
  const CLUSTERS = 'NAME:clusters or NAME:float32, with clusters a whole number from 2 to 256';
  test.each([
    ['prune(magnitude,global,0.9', '1', 'sparsity', SPARSITY],
    ['prune(magnitude,global,0.9', 'conv1', 'sparsity', SPARSITY],
    ['prune(magnitude,global,0.9', ':0.3', 'sparsity', SPARSITY],
    ['prune(magnitude,global,0.9', 'conv1:1.5', 'sparsity', SPARSITY],
    ['prune(magnitude,global,0.9', 'conv1:0.3:0.4', 'sparsity', SPARSITY],
    ['prune(magnitude,global,0.9', 'conv1:float32', 'sparsity', SPARSITY],
    ['quantize(8,channel,symmetric', 'a:4', 'bits, granularity and scheme', CODES],
    ['quantize(8,channel,symmetric', 'a:9:tensor:symmetric', 'bits, granularity and scheme', CODES],
    ['cluster(32,linear', 'a:1', 'clusters', CLUSTERS],
    ['cluster(32,linear', 'a:float16', 'clusters', CLUSTERS],
  ])('a layer’s value that is not allowed: %s,%s)', (step, layer, names, expected) => {
    const { recipe, problem } = withSteps(`${step},${layer})`);
    const quoted = `${step},${layer})`;
    expect(problem).toBe(
      `In “${quoted}”, “${layer}” is no layer with ${names} of its own; ` +
        `expected ${expected}. It was left out.`,
    );
    expect(recipe.steps).toEqual(parse(`#steps=${step})`).recipe.steps);
    expect(recipe.steps).toHaveLength(1);
  });

  test('a layer named twice, while the others are kept', () => {
    const { recipe, problem } = withSteps('prune(magnitude,global,0.9,a:0.3,b:0.4,a:0.5)');
    expect(problem).toBe(
      'In “prune(magnitude,global,0.9,a:0.3,b:0.4,a:0.5)”, a is named twice; ' +
        '“a:0.5” was left out.',
    );
    expect(recipe.steps).toEqual([{ ...PRUNE, layers: { a: 0.3, b: 0.4 } }]);
  });

  test('a second way to store the weights', () => {
    const { recipe, problem } = withSteps('cluster(16,random)+quantize(8,channel,symmetric)');
    expect(problem).toBe(
      'Weights are stored in one way, and the link has cluster first; ' +
        '“quantize(8,channel,symmetric)” was left out.',
    );
    expect(recipe.steps).toEqual([{ kind: 'cluster', clusters: 16, init: 'random' }]);
  });

  test('values that are allowed one by one, but not together', () => {
    const { recipe, problem } = withSteps('prune(structured,group,0.5)');
    expect(problem).toBe(
      'In “prune(structured,group,0.5)”: Filters and neurons are ranked over all layers or in ' +
        'each; the scope group is for weights. It was left out.',
    );
    expect(recipe.steps).toEqual([]);
  });

  test.each([
    ['prune(size,global,0.9)', `method is “size”; expected ${METHODS}.`],
    ['prune(,global,0.9)', `method is “”; expected ${METHODS}.`],
    ['prune(toString,global,0.9)', `method is “toString”; expected ${METHODS}.`],
    ['prune(random,model,0.9)', 'scope is “model”; expected global, layer or group.'],
    ['prune(random,global,1.1)', 'sparsity is “1.1”; expected a number from 0 to 1.'],
    ['prune(random,global,-0.1)', 'sparsity is “-0.1”; expected a number from 0 to 1.'],
    ['prune(random,global,90%)', 'sparsity is “90%”; expected a number from 0 to 1.'],
    ['batchnorm(merge)', 'mode is “merge”; expected fold or keep.'],
    ['cluster(257,linear)', 'clusters is “257”; expected a whole number from 2 to 256.'],
    ['cluster(1,linear)', 'clusters is “1”; expected a whole number from 2 to 256.'],
    ['cluster(8,even)', 'init is “even”; expected linear, density or random.'],
    ['activations(3,minmax)', 'bits is “3”; expected a whole number from 4 to 8.'],
    ['activations(8,max)', 'range is “max”; expected minmax, percentile or mse.'],
    ['activations(8,mse,cats)', 'images is “cats”; expected digits or blank.'],
    ['quantize(9,tensor,symmetric)', 'bits is “9”; expected a whole number from 2 to 8.'],
    ['quantize(1,tensor,symmetric)', 'bits is “1”; expected a whole number from 2 to 8.'],
    ['quantize(7.5,tensor,symmetric)', 'bits is “7.5”; expected a whole number from 2 to 8.'],
    ['quantize(8,row,symmetric)', 'granularity is “row”; expected tensor or channel.'],
    ['quantize(8,tensor,affine)', 'scheme is “affine”; expected symmetric or asymmetric.'],
  ])('a value that is not allowed: %s', (text, said) => {
    const { recipe, problem } = withSteps(text);
    expect(problem).toBe(`In “${text}”, ${said} It was left out.`);
    expect(recipe.steps).toEqual([]);
  });

  test.each([
    'NaN',
    'Infinity',
    '-Infinity',
    '1e999',
    '0x1',
    '0b1',
    '1_0',
    '',
    '.',
    '1e',
    '٠',
    '½',
  ])('a number that is none: “%s”', (number) => {
    const { recipe, problem } = withSteps(`prune(magnitude,global,${number})`);
    expect(problem).toContain(`sparsity is “${number}”; expected a number from 0 to 1.`);
    expect(recipe.steps).toEqual([]);
  });

  test.each(['prune', 'prune(magnitude,global,0.9', 'magnitude,global,0.9)', ')(', '()('])(
    'what is not written as a step: %s',
    (text) => {
      const { recipe, problems } = parse(`#steps=${text}+quantize(8,channel,symmetric)`);
      expect(problems.length).toBeGreaterThan(0);
      expect(recipe.steps).toEqual([QUANTIZE]);
    },
  );

  test('a link cut off in the middle of a step', () => {
    const { recipe, problem } = only(EXAMPLE.slice(0, -6));
    expect(problem).toBe(
      '“quantize(8,channel,symm” is not a step: one has a name and its values in parentheses. ' +
        'It was left out.',
    );
    expect(recipe.steps).toEqual([PRUNE]);
  });

  test('a second step of the same kind', () => {
    const { recipe, problem } = withSteps('prune(magnitude,global,0.9)+prune(random,layer,0.1)');
    expect(problem).toBe('The link has prune twice; “prune(random,layer,0.1)” was left out.');
    expect(recipe.steps).toEqual([PRUNE]);
  });

  test('steps in another order are taken in the one there is', () => {
    const { recipe, problem } = withSteps(
      'quantize(8,channel,symmetric)+prune(magnitude,global,0.9)',
    );
    expect(problem).toBe(
      'The link has its steps in the order quantize, prune; ' +
        'here they are always carried out as prune, quantize.',
    );
    expect(recipe.steps).toEqual([PRUNE, QUANTIZE]);
  });

  test('steps that lost the plus between them need none', () => {
    expect(
      parse('#steps=prune(magnitude,global,0.9)quantize(8,channel,symmetric)').recipe.steps,
    ).toEqual([PRUNE, QUANTIZE]);
  });

  test('a key given twice', () => {
    const { recipe, problem } = only('#v=1&model=lenet-5&model=lenet-300-100');
    expect(problem).toBe('The link has model twice; “model=lenet-300-100” was left out.');
    expect(recipe.model).toBe('lenet-5');
  });

  test.each(['fbclid=1', 'main', 'constructor=1', '__proto__=1', '='])(
    'a part that no link has: %s',
    (part) => {
      const { recipe, problem } = only(`${EXAMPLE}&${part}`);
      expect(problem).toBe(
        `“${part}” means nothing here; a link has v, model and steps, each with = and a value.`,
      );
      expect(recipe.steps).toEqual([PRUNE, QUANTIZE]);
    },
  );

  test('a percent sign that encodes nothing', () => {
    const { recipe, problem } = only(EXAMPLE.replace('model=lenet-5', 'model=%E0%A4%A'));
    expect(problem).toContain('There is no model “%E0%A4%A” here');
    expect(recipe.steps).toEqual([PRUNE, QUANTIZE]);
  });

  test('several things at once, each by itself', () => {
    const { recipe, problems } = parse('#v=3&model=x&steps=prune(magnitude,global,2)+spin(1)&y=1');
    expect(problems).toHaveLength(5);
    expect(recipe).toEqual({ model: 'lenet-300-100', steps: [] });
  });

  test('a very long link is read up to eight thousand characters', () => {
    const { recipe, problems } = parse(`${EXAMPLE}&${'x'.repeat(1_000_000)}`);
    expect(problems).toHaveLength(2);
    expect(problems[0]).toBe(
      `The link is ${EXAMPLE.length + 1_000_001} characters long; only the first 8000 were read.`,
    );
    expect(problems[1]!.length).toBeLessThan(200);
    expect(recipe).toEqual({ model: 'lenet-5', steps: [PRUNE, QUANTIZE] });
    expect(parse(`${'&'.repeat(8000)}model=lenet-5`).recipe.model).toBe('lenet-300-100');
  });
});

test('whatever is written, the recipe is a legal one and its own link has no problems', () => {
  const pieces = fc.constantFrom(
    ...['#', 'v=', '1', '&', 'model=', 'lenet-5', 'steps=', 'prune', '(', ')', ',', '+', ' ', '%'],
    ...['magnitude', 'global', '0.5', 'quantize', '8', 'channel', 'symmetric', '%2B', '%28', '='],
    ...[':', 'conv1', 'float32', '~', '~d83d', 'cluster', 'linear', 'float16()', 'correct()'],
  );
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pieces, { maxLength: 40 }).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const { recipe } = parse(text);
      expect(parse(formatLink(recipe))).toEqual({ recipe, problems: [] });
    }),
    { numRuns: 1000 },
  );
});
