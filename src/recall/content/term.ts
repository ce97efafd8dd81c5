import type { Report } from '../../core/report';

/** A formula with the reader's numbers in it, and what comes out. */
export interface Worked {
  readonly text: string;
  readonly value: number;
}

/** A formula, where it comes from, and what it gives for the reader's own network. */
interface Formula {
  readonly text: string;
  readonly source: string;
  /** Left out where no report holds the numbers. */
  readonly own?: {
    /** Undefined where this report does not hold them. */
    readonly worked: (report: Report) => Worked | undefined;
    /** What to do on the page so that it does, as a sentence. */
    readonly needs: string;
  };
}

/** A word of the field. */
export interface Term {
  /** Never changes: links refer to it. */
  readonly id: string;
  readonly word: string;
  /** Other forms under which it is known in a text; a space also stands for a hyphen. */
  readonly spellings: readonly string[];
  /** One or two sentences. */
  readonly means: string;
  /** Ids of terms that help to tell this one from others. */
  readonly see: readonly string[];
  readonly formula?: Formula;
}
