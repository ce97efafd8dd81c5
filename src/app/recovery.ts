import { STEP_TYPES, type Step } from '../core/recipe';
import { describeValues, type Parameter } from '../core/steps/parameter';
import type { StepType } from '../core/steps/step';
import type { Bits, Levels, TrainingStage } from '../lab/settings.svelte';

/** The numbers of a training, as their fields are named. */
export const NUMBERS = {
  epochs: 'Epochs',
  rate: 'Learning rate',
  seconds: 'Time limit, s',
} as const;

export type NumberName = keyof typeof NUMBERS;

/** The least and the greatest value of a number. */
export function limitsOf(kind: TrainingStage, name: NumberName): { min: number; max: number } {
  const parameter = parameterOf(kind, name);
  if ('options' in parameter) throw new Error(`${name} is not a number.`);
  return { min: parameter.min, max: parameter.max };
}

/** What is wrong with a number, with what is allowed and what was given, or undefined. */
export function numberProblem(
  kind: TrainingStage,
  name: NumberName,
  value: number | null,
): string | undefined {
  const { min, max } = limitsOf(kind, name);
  if (value !== null && value >= min && value <= max) return undefined;
  const allowed = describeValues(parameterOf(kind, name));
  return `${NUMBERS[name]}: ${allowed} is needed, not ${value ?? 'nothing'}.`;
}

/** What training through the codes means for weights that are stored in such a way. */
export function codesWords(bits: Bits, levels: Levels): string {
  if (bits === 'float32') return 'For weights in fewer bits than float32.';
  const what =
    typeof bits === 'number' && levels === 'k-means'
      ? 'Trains the values that weights share in a codebook.'
      : 'Quantization-aware training: every image is read with rounded weights.';
  return `${what} Biases are trained too, in place of correcting them.`;
}

function parameterOf(kind: TrainingStage, name: NumberName): Parameter {
  const { parameters }: StepType<Step, string> = STEP_TYPES[kind];
  return parameters.find((parameter) => parameter.name === name)!;
}
