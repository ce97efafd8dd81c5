import type { Parameter } from './parameter';

/**
 * What every kind of step has: its parameters in the order of the link's grammar, and its words.
 * `Name` is one of the step's own fields; `string` where any kind of step is meant.
 */
export interface StepType<
  S extends { kind: string },
  Name extends string = Exclude<keyof S & string, 'kind' | 'layers'>,
> {
  readonly kind: S['kind'];
  readonly parameters: readonly (Parameter & { readonly name: Name })[];
  /** How many parameters a link must give, the others having their initial values; left out: all. */
  readonly required?: number;
  /** What a layer may have instead, in the step's `layers`; left out where nothing. */
  readonly override?: Override<Name>;
  /** Why values that are allowed one by one don't go together, where they don't. */
  conflict?(step: S): string | undefined;
  /** The step in words, for people. */
  describe(step: S): string;
}

/** What a layer may have in place of a step's own values. */
export interface Override<Name extends string = string> {
  /**
   * The step's parameters that a layer may have otherwise, in their order. A single one's value
   * stands by itself in `layers`, several make an object.
   */
  readonly names: readonly Name[];
  /** Whether a layer may also be left as it is, with the value 'float32'. */
  readonly float32: boolean;
}

/** A step with the initial value of every parameter. */
export function initialStep<S extends { kind: string }>(type: StepType<S>): S {
  const values = type.parameters.map(({ name, initial }) => [name, initial]);
  return { kind: type.kind, ...Object.fromEntries(values) } as S;
}
