import { list } from '../words';

/** A parameter of a step: what values it may take and which it has when nothing is said. */
export type Parameter =
  | { readonly name: string; readonly options: readonly string[]; readonly initial: string }
  | {
      readonly name: string;
      readonly min: number;
      readonly max: number;
      readonly integer: boolean;
      readonly initial: number;
    };

/** Whether a parameter may take a value. */
export function allows(parameter: Parameter, value: unknown): boolean {
  if ('options' in parameter) return parameter.options.some((option) => option === value);
  const { min, max, integer } = parameter;
  return (
    typeof value === 'number' &&
    value >= min &&
    value <= max &&
    (!integer || Number.isInteger(value))
  );
}

/** The values that a parameter may take, in words. */
export function describeValues(parameter: Parameter): string {
  if ('options' in parameter) return list(parameter.options, 'or');
  const { min, max, integer } = parameter;
  return `a ${integer ? 'whole ' : ''}number from ${min} to ${max}`;
}
