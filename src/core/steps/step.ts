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

/**
 * What every kind of step has: its parameters in the order of the link's grammar, and its words.
 * `Name` is one of the step's own fields; `string` where any kind of step is meant.
 */
export interface StepType<
  S extends { kind: string },
  Name extends string = Exclude<keyof S & string, 'kind'>,
> {
  readonly kind: S['kind'];
  readonly parameters: readonly (Parameter & { readonly name: Name })[];
  /** The step in words, for people. */
  describe(step: S): string;
}

/** A step with the initial value of every parameter. */
export function initialStep<S extends { kind: string }>(type: StepType<S>): S {
  const values = type.parameters.map(({ name, initial }) => [name, initial]);
  return { kind: type.kind, ...Object.fromEntries(values) } as S;
}
