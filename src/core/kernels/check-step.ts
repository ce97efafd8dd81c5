import type { StepType } from '../steps/step';

/** @throws RangeError for the first parameter of a step that is outside its limits, naming both. */
export function checkStep<S extends { kind: string }>(type: StepType<S>, step: S): void {
  for (const parameter of type.parameters) {
    const value: unknown = step[parameter.name];
    const wanted =
      'options' in parameter ? describeOptions(parameter.options) : describe(parameter);
    const fits =
      'options' in parameter
        ? parameter.options.includes(value as string)
        : typeof value === 'number' &&
          value >= parameter.min &&
          value <= parameter.max &&
          (!parameter.integer || Number.isInteger(value));
    if (!fits) {
      throw new RangeError(
        `To ${type.kind}, ${parameter.name} must be ${wanted}; got ${String(value)}.`,
      );
    }
  }
}

const describeOptions = (options: readonly string[]) => options.join(' or ');

const describe = ({ min, max, integer }: { min: number; max: number; integer: boolean }) =>
  `a ${integer ? 'whole ' : ''}number from ${min} to ${max}`;
