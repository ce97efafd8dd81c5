import type { Evidence, Experiment } from '../../core/experiment';
import type { ColumnName } from '../proof/columns';

type Level = 'beginner' | 'intermediate' | 'further';

/** One answer to choose; its feedback names the idea that leads to it. */
export interface Option {
  readonly text: string;
  readonly correct: boolean;
  readonly feedback: string;
}

/** A mistaken statement in a free answer, and what is true instead. */
interface Pitfall {
  readonly text: string;
  readonly feedback: string;
}

/** What the reader's own figures can bear out. */
export interface Provable {
  /** Never changes: kept progress refers to it. */
  readonly id: string;
  readonly experiment: Experiment;
  /** Which columns of the reports are shown as the reader's own figures. */
  readonly evidence: readonly ColumnName[];
  /** What the figures are expected to show, in one sentence. */
  readonly claim: string;
  /** Why they may show something else. */
  readonly otherwise: string;
  /** Whether the measured figures bear the claim out; false while any is missing. */
  holds(evidence: Evidence): boolean;
}

interface Common extends Provable {
  readonly number: number;
  readonly level: Level;
  readonly concept: string;
  readonly question: string;
  /** Where the figures come from that the text cites. */
  readonly source?: string;
}

/** A question with options; on a card the answer may also be shown right away. */
export interface ChoiceItem extends Common {
  readonly kind: 'card' | 'choice';
  readonly options: readonly Option[];
  readonly explanation: string;
}

/** A free answer, which the reader marks against a checklist of concepts. */
export interface ExplainItem extends Common {
  readonly kind: 'explain';
  readonly hint: string;
  readonly checklist: readonly string[];
  readonly modelAnswer: string;
  readonly pitfalls: readonly Pitfall[];
}

export type Item = ChoiceItem | ExplainItem;
