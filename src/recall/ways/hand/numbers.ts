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
    says: ['exactly', 'to 1 decimal'][decimals] ?? `to ${decimals} decimals`,
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

/** Thousands separated by commas, or by points, and decimals by the other. */
const COMMAS = /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/;
const POINTS = /^[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/;

/**
 * The numbers that a text may stand for: none where it is none, two where its comma or point may be a
 * decimal one or separate thousands.
 */
export function readNumbers(text: string): readonly number[] {
  const plain = text
    .trim()
    .replace(/[\s'’]/g, '')
    // The minus sign, and the dashes and hyphens that are typed or pasted for it.
    .replace(/^[−–‐‑]/, '-');
  const readings = [
    ...(COMMAS.test(plain) ? [plain.replaceAll(',', '')] : []),
    plain.replace(',', '.'),
    ...(POINTS.test(plain) ? [plain.replaceAll('.', '').replace(',', '.')] : []),
  ];
  return readings
    .filter((one) => /^[+-]?(\d+\.?\d*|\.\d+)$/.test(one))
    .map(Number)
    .filter(Number.isFinite);
}
