import { ownValue, type Layers } from './layers';
import { allows, describeValues, type Parameter } from './parameter';
import type { StepType } from './step';
import { list } from '../words';

/**
 * @param layers the layers that there are.
 * @throws RangeError for the first value of a step, or of a layer in it, that is outside its limits,
 * naming both, for values that don't go together, and for the first layer named that there isn't.
 */
export function checkStep<S extends { kind: string; layers?: Layers<unknown> }>(
  { kind, parameters, override, conflict }: StepType<S>,
  step: S,
  layers: readonly string[],
): void {
  for (const parameter of parameters) check(parameter, step[parameter.name], kind);
  const why = conflict?.(step);
  if (why) throw new RangeError(why);
  if (!override) return;
  const { names, float32 } = override;
  const own = parameters.filter(({ name }) => names.includes(name));
  for (const layer of Object.keys(step.layers ?? {})) {
    if (!layers.includes(layer)) {
      throw new RangeError(
        `There is no layer ${layer} to ${kind}; the layers are ${list(layers, 'and')}.`,
      );
    }
    const value = ownValue(step.layers, layer);
    if (float32 && value === 'float32') continue;
    const what = `${kind} ${layer}`;
    if (own.length === 1) check(own[0]!, value, what);
    else for (const parameter of own) check(parameter, Object(value)[parameter.name], what);
  }
}

function check(parameter: Parameter, value: unknown, what: string): void {
  if (allows(parameter, value)) return;
  throw new RangeError(
    `To ${what}, ${parameter.name} must be ${describeValues(parameter)}; got ${String(value)}.`,
  );
}
