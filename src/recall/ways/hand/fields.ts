import { plain } from '../../../parts/format';
import { DECIMALS, type Exercise } from './exercise';
import { LEVELS } from './levels';
import { toDecimals, toDigits, type Tolerance } from './numbers';

/** A number that somebody comes to by a mistake, and which mistake that is. */
interface Trap {
  readonly value: number;
  readonly says: string;
}

/** One number to be worked out. */
export interface Field {
  readonly id: string;
  readonly label: string;
  readonly answer: number;
  readonly tolerance: Tolerance;
  /** The formula, shown when it is asked for. */
  readonly rule: string;
  /** None of them is within the tolerance. */
  readonly traps: readonly Trap[];
}

/** What stands in a row of the table: a weight, its code, and what it decodes to. */
interface WeightRow {
  readonly weight: number;
  readonly code: Field;
  readonly decoded: Field;
}

/** All numbers of an exercise, in the order in which they are worked out. */
export interface Sheet {
  readonly before: readonly Field[];
  readonly rows: readonly WeightRow[];
  readonly error: Field;
}

const NUMBER = toDecimals(DECIMALS);
const WHOLE = toDecimals(0);
const DIGITS = toDigits(3);

/** The numbers that an exercise asks for. */
export function sheetOf(exercise: Exercise): Sheet {
  const { weights } = exercise;
  return {
    before: [
      ...pruningFields(exercise),
      ...rangeFields(exercise),
      scaleField(exercise),
      ...zeroPointFields(exercise),
    ],
    rows: weights.map((weight, at) => ({
      weight,
      code: codeField(exercise, at),
      decoded: decodedField(exercise, at),
    })),
    error: errorField(exercise),
  };
}

/** All fields of a sheet, in order. */
export function fieldsOf({ before, rows, error }: Sheet): Field[] {
  return [...before, ...rows.map(({ code }) => code), ...rows.map(({ decoded }) => decoded), error];
}

/** A field without the traps that are no mistakes here, since they give the answer. */
function field(given: Field): Field {
  const { answer, tolerance, traps } = given;
  return { ...given, traps: traps.filter(({ value }) => !tolerance.accepts(value, answer)) };
}

function pruningFields({ level, weights, mask }: Exercise): Field[] {
  if (!LEVELS[level].pruned) return [];
  const gone = weights.filter((_, i) => mask[i] === 0);
  const ascending = weights.toSorted((a, b) => a - b);
  return [
    field({
      id: 'threshold',
      label: 'Largest |w| that is pruned',
      answer: Math.max(...gone.map(Math.abs)),
      tolerance: NUMBER,
      rule: 'k = round(0.5 · 6) weights of smallest |w| go',
      traps: [
        {
          value: Math.abs(ascending[gone.length - 1]!),
          says: 'That ranks by value, with the negative ones first. Rank by magnitude, |w|.',
        },
        {
          value: Math.min(...weights.filter((_, i) => mask[i] === 1).map(Math.abs)),
          says: 'That is the smallest weight that stays. The largest one that goes is asked for.',
        },
      ],
    }),
  ];
}

function rangeFields(exercise: Exercise): Field[] {
  const { level, codes, min, max, weights, mask } = exercise;
  const { limit } = LEVELS[level];
  if (limit) return [];
  if (codes.scheme === 'asymmetric') {
    return [
      field({
        id: 'min',
        label: 'min',
        answer: min,
        tolerance: NUMBER,
        rule: 'min = the least weight, at most 0',
        traps: [
          { value: -min, says: 'The least weight is negative: its sign is missing.' },
          {
            value: weights.reduce((a, b) => (Math.abs(b) < Math.abs(a) ? b : a)),
            says: 'That is the weight of smallest magnitude. The least one is farthest below zero.',
          },
        ],
      }),
      field({
        id: 'max',
        label: 'max',
        answer: max,
        tolerance: NUMBER,
        rule: 'max = the greatest weight, at least 0',
        traps: [{ value: max - min, says: 'That is the whole range, max − min.' }],
      }),
    ];
  }
  const kept = weights.filter((_, i) => mask[i] === 1);
  return [
    field({
      id: 'max',
      label: mask.includes(0) ? 'max|w| of those that are left' : 'max|w|',
      answer: Math.max(-min, max),
      tolerance: NUMBER,
      rule: 'max|w| = the largest magnitude, whatever the sign',
      traps: [
        {
          value: -Math.max(-min, max),
          says: 'A magnitude has no sign: |w| is never negative.',
        },
        {
          value: Math.max(...kept),
          says: 'That is the largest weight. A negative one has a larger magnitude.',
        },
        { value: max - min, says: 'That is the whole range. Symmetric codes ask for one side.' },
      ],
    }),
  ];
}

function scaleField(exercise: Exercise): Field {
  const { codes, scale, min, max } = exercise;
  const steps = stepsOf(exercise);
  const all = 2 ** codes.bits - 1;
  const widest = Math.max(-min, max);
  const symmetric = codes.scheme === 'symmetric';
  const limit = LEVELS[exercise.level].limit;
  return field({
    id: 'scale',
    label: limit ? `Scale, for a range of ±${limit}` : 'Scale',
    answer: scale,
    tolerance: DIGITS,
    rule: symmetric ? `s = max|w| ÷ ${steps}` : `s = (max − min) ÷ ${steps}`,
    traps: [
      ...(symmetric
        ? [
            {
              value: widest / all,
              says: `That lays all ${all} steps on one side. Symmetric codes have ${steps} on each.`,
            },
            {
              value: widest / (steps + 1),
              says: `That takes ${steps + 1} steps. The code −${steps + 1} is left unused, so that both sides are alike.`,
            },
          ]
        : [
            {
              value: (max - min) / (all + 1),
              says: `That counts the codes. Between ${all + 1} codes there are ${all} steps.`,
            },
            { value: max / all, says: 'That leaves out what lies below zero: take max − min.' },
          ]),
      { value: 1 / scale, says: 'That is upside down: the scale is a range divided by steps.' },
    ],
  });
}

function zeroPointFields({ codes, zeroPoint, min, scale }: Exercise): Field[] {
  if (codes.scheme === 'symmetric') return [];
  return [
    field({
      id: 'zero-point',
      label: 'Zero-point',
      answer: zeroPoint,
      tolerance: WHOLE,
      rule: 'z = round(−min ÷ s)',
      traps: [
        {
          value: -zeroPoint,
          says: 'Its sign is the other one: z is the code of 0, and codes start at 0.',
        },
        {
          value: Number((-min / scale).toFixed(DECIMALS)),
          says: 'The zero-point is rounded to a whole number, so that 0 has a code of its own.',
        },
        { value: 0, says: 'In the asymmetric scheme 0 is the code of the least weight.' },
      ],
    }),
  ];
}

function codeField(exercise: Exercise, at: number): Field {
  const { weights, mask, coded, scale, zeroPoint, codes, min, max } = exercise;
  const weight = weights[at]!;
  const answer = coded[at]!;
  const steps = stepsOf(exercise);
  const quotient = weight / scale;
  const asymmetric = codes.scheme === 'asymmetric';
  const traps: Trap[] = [];
  if (mask[at] === 0) {
    traps.push({
      value: Math.round(quotient),
      says: 'This weight is pruned: it is 0, and so is its code.',
    });
  }
  if (asymmetric) {
    traps.push({
      value: Math.round(quotient),
      says: `The zero-point is missing: add ${zeroPoint}.`,
    });
    traps.push({
      value: Math.round(quotient) - zeroPoint,
      says: 'The zero-point is added when coding, and taken off when decoding.',
    });
  }
  traps.push(
    {
      value: Math.sign(quotient) * Math.round(Math.abs(quotient)) + zeroPoint,
      says:
        Math.abs(quotient) > steps
          ? `Clamping is missing: no code is beyond ${asymmetric ? 15 : `±${steps}`}.`
          : 'This lies just between two codes: ties go to the even one.',
    },
    { value: -answer, says: 'The sign is the other one.' },
    {
      value: Math.trunc(quotient) + zeroPoint,
      says: 'That cuts the fraction off. Round to the nearest whole number.',
    },
    {
      value: Math.round(weight / (Math.max(-min, max) / (2 ** codes.bits - 1))),
      says: `That lays all ${2 ** codes.bits - 1} steps on one side of zero.`,
    },
    {
      value: Math.round(weight * steps),
      says: 'That forgets the range: divide by the scale, do not multiply by the steps.',
    },
    {
      value: Math.round(weight),
      says: 'That casts before scaling. Divide by the scale first, then round.',
    },
  );
  return field({
    id: `code-${at}`,
    label: `Code of ${plain(weight, DECIMALS)}`,
    answer,
    tolerance: WHOLE,
    rule: asymmetric
      ? 'q = clamp(round(w ÷ s) + z), from 0 to 15'
      : `q = clamp(round(w ÷ s)), from −${steps} to ${steps}`,
    traps,
  });
}

function decodedField(exercise: Exercise, at: number): Field {
  const { weights, coded, decoded, scale, zeroPoint, codes } = exercise;
  const code = coded[at]!;
  const traps: Trap[] = [
    { value: -decoded[at]!, says: 'The sign is the other one.' },
    { value: weights[at]!, says: 'That is the weight as it was. Rounding is not undone.' },
    { value: code, says: 'That is the code. Multiply with the scale.' },
  ];
  if (codes.scheme === 'asymmetric') {
    traps.unshift(
      { value: code * scale, says: `The zero-point is missing: take ${zeroPoint} off first.` },
      { value: code - zeroPoint, says: 'The scale is missing: multiply with it.' },
      { value: (code + zeroPoint) * scale, says: 'The zero-point is taken off, not added.' },
    );
  }
  return field({
    id: `decoded-${at}`,
    label: `Decoded, from ${plain(weights[at]!, DECIMALS)}`,
    answer: decoded[at]!,
    tolerance: NUMBER,
    rule: codes.scheme === 'asymmetric' ? 'ŵ = s · (q − z)' : 'ŵ = s · q',
    traps,
  });
}

function errorField({ error, scale, mask }: Exercise): Field {
  return field({
    id: 'error',
    label: mask.includes(0) ? 'Largest error of those that are left' : 'Largest error',
    answer: error,
    tolerance: NUMBER,
    rule: 'the largest |ŵ − w|',
    traps: [
      { value: -error, says: 'An error counts without its sign, as |ŵ − w|.' },
      {
        value: scale / 2,
        says: 'Half a scale is what rounding can do at most, not what it did to these weights.',
      },
      { value: error / scale, says: 'That is the error in scales. Here it is asked as a weight.' },
    ],
  });
}

function stepsOf({ codes: { bits, scheme } }: Exercise): number {
  return scheme === 'symmetric' ? 2 ** (bits - 1) - 1 : 2 ** bits - 1;
}
