/** Requests that come at random to a pool of cores, each of which answers one at a time. */
export interface Load {
  /** Requests a second. */
  readonly arrivals: number;
  /** Mean time to answer one, in seconds. */
  readonly service: number;
  readonly cores: number;
}

/**
 * Probability that a request has to wait, of M/M/c: Erlang's C, by way of the recursion of his B
 * (Erlang 1917; Gross, Shortle, Thompson, Harris 2008, Fundamentals of Queueing Theory, 2.3–2.4).
 * 1 where the cores can't keep up.
 *
 * @throws RangeError for a load that is no such thing.
 */
export function waitingProbability(load: Load): number {
  check(load);
  const offered = load.arrivals * load.service;
  const { cores } = load;
  if (offered >= cores) return 1;
  let blocked = 1;
  for (let c = 1; c <= cores; c++) blocked = (offered * blocked) / (c + offered * blocked);
  return blocked / (1 - (offered / cores) * (1 - blocked));
}

/**
 * Quantile of the response time (waiting and service) in seconds, first come first served, of M/M/c:
 * arrivals at random, exponential service times. Infinity where the cores can't keep up. With
 * δ = c − 1 − λ/μ and Erlang's C,
 *
 *     P(T > t) = e^(−μt) · (1 + C · (1 − e^(−δμt)) / δ)
 *
 * (Gross et al. 2008, 2.4); with one core that is e^(−(μ−λ)t). Inference takes nearly the same time
 * whenever it runs, so that real queues are shorter than these.
 *
 * @throws RangeError for a load that is no such thing, and for p outside 0 to 1.
 */
export function responseQuantile(load: Load, p: number): number {
  const waits = waitingProbability(load);
  if (!(p >= 0 && p < 1)) throw new RangeError(`A quantile is from 0 to below 1, got ${p}.`);
  const { arrivals, service, cores } = load;
  const offered = arrivals * service;
  if (offered >= cores) return Infinity;
  // In service times: served at 1, a queue drained at c − λ/μ. Written so that nothing overflows.
  const drain = cores - offered;
  const slower = Math.min(1, drain);
  const apart = Math.abs(drain - 1);
  const tail = (t: number) => {
    const both = apart === 0 ? t : -Math.expm1(-apart * t) / apart;
    return Math.exp(-t) + waits * Math.exp(-slower * t) * both;
  };
  return service * bisect((t) => tail(t) <= 1 - p);
}

/** Smallest t ≥ 0 at which a condition that stays true becomes true, to a relative 2⁻⁵⁰. */
function bisect(holds: (t: number) => boolean): number {
  if (holds(0)) return 0;
  let high = 1;
  while (!holds(high)) high *= 2;
  let low = 0;
  for (let i = 0; i < 50; i++) {
    const middle = (low + high) / 2;
    if (holds(middle)) high = middle;
    else low = middle;
  }
  return high;
}

function check({ arrivals, service, cores }: Load): void {
  if (!(arrivals >= 0 && Number.isFinite(arrivals) && service > 0 && Number.isFinite(service))) {
    throw new RangeError(
      `Requests must come at least 0 times a second and take above 0 s, got ${arrivals} and ${service}.`,
    );
  }
  if (!Number.isInteger(cores) || cores < 1) {
    throw new RangeError(`Cores must be a whole number from 1, got ${cores}.`);
  }
}
