import { prune as pruneType, type PruneStep } from '../core/steps/prune';
import { quantize as quantizeType, type QuantizeStep } from '../core/steps/quantize';
import { stepOf } from '../core/recipe';
import { initialStep } from '../core/steps/step';
import type { Lab } from './lab.svelte';

const NO_PRUNING: PruneStep = { ...initialStep(pruneType), sparsity: 0 };

/**
 * The controls' view of the recipe: a step that the recipe leaves out keeps the parameters that
 * were last chosen for it, so that a control can be set before it takes effect.
 */
export class Settings {
  private lastPrune: PruneStep = $state.raw(NO_PRUNING);
  private lastQuantize: QuantizeStep = $state.raw(initialStep(quantizeType));

  constructor(private readonly lab: Lab) {}

  get prune(): PruneStep {
    return stepOf(this.lab.recipe, 'prune') ?? { ...this.lastPrune, sparsity: 0 };
  }

  get quantize(): QuantizeStep {
    return stepOf(this.lab.recipe, 'quantize') ?? this.lastQuantize;
  }

  /** Whether the recipe quantizes at all. */
  get quantized(): boolean {
    return stepOf(this.lab.recipe, 'quantize') !== undefined;
  }

  setPrune(change: Partial<PruneStep>, moving: boolean): void {
    const pruned = this.prune.sparsity > 0;
    this.lastPrune = { ...this.prune, ...change };
    const step = this.lastPrune.sparsity > 0 ? this.lastPrune : undefined;
    // Where nothing is pruned, how it would be chosen changes nothing.
    if (pruned || step) this.lab.change('prune', step, moving);
  }

  /** Undefined keeps float32. */
  setBits(bits: number | undefined, moving: boolean): void {
    this.lastQuantize = { ...this.quantize, bits: bits ?? this.quantize.bits };
    this.lab.change('quantize', bits === undefined ? undefined : this.lastQuantize, moving);
  }

  setQuantize(change: Partial<QuantizeStep>): void {
    this.lastQuantize = { ...this.quantize, ...change };
    if (this.quantized) this.lab.change('quantize', this.lastQuantize, false);
  }

  /** Takes every step out of the recipe, and every choice back. */
  reset(): void {
    this.lastPrune = NO_PRUNING;
    this.lastQuantize = initialStep(quantizeType);
    this.lab.open({ model: this.lab.recipe.model, steps: [] });
  }
}
