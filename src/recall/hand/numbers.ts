/** How near to the answer a number has to come. */
export interface Tolerance {
  /** As it is told, after "correct". */
  readonly says: string;
  accepts(given: number, answer: number): boolean;
}

/** Room for the last bits of float arithmetic. */
const SLACK = 1e-9;

/** To so many significant digits: off by half of the last one at most. */
export function toDigits(digits: number): Tolerance {
  return {
    says: `to ${digits} significant digits`,
    accepts(given, answer) {
      if (answer === 0) return given === 0;
      const unit = 10 ** (Math.floor(Math.log10(Math.abs(answer)) + SLACK) - digits + 1);
      return Math.abs(given - answer) <= unit / 2 + SLACK;
    },
  };
}

/** To so many decimals. */
export function toDecimals(decimals: number): Tolerance {
  return {
    says: decimals === 0 ? 'exactly' : `to ${decimals} decimals`,
    accepts: (given, answer) =>
      Math.abs(given - answer) <= (decimals === 0 ? 0 : 10 ** -decimals / 2) + SLACK,
  };
}

/** Within a share of the answer. */
export function within(share: number): Tolerance {
  return {
    says: `within ${100 * share}%`,
    accepts: (given, answer) => Math.abs(given - answer) <= share * Math.abs(answer) + SLACK,
  };
}

/**
 * The number that a text stands for: a comma may be its decimal point, or, before three digits at its
 * end, separate thousands where others do; undefined where it is none.
 */
export function readNumber(text: string): number | undefined {
  const plain = text
    .trim()
    .replace(/[\s\u00a0\u202f']/g, '')
    .replace('−', '-');
  const thousands = /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain) && !/^-?0,/.test(plain);
  const number = thousands ? plain.replaceAll(',', '') : plain.replace(',', '.');
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(number) ? Number(number) : undefined;
}
