import type { Source } from './devices';

/** A connection as tools for testing web pages set it. */
export interface Connection {
  readonly name: string;
  readonly bitsPerSecond: number;
  readonly roundTripSeconds: number;
  readonly source: Source;
}

const FIREFOX: Source = {
  text: 'Firefox, Connection throttling: good 3G, regular 4G, Wi-Fi',
  href: 'https://firefox-source-docs.mozilla.org/devtools-user/network_monitor/throttling/',
};

export const CONNECTIONS: readonly Connection[] = [
  { name: '3G', bitsPerSecond: 1.5e6, roundTripSeconds: 0.04, source: FIREFOX },
  { name: '4G', bitsPerSecond: 4e6, roundTripSeconds: 0.02, source: FIREFOX },
  { name: 'Wi-Fi', bitsPerSecond: 30e6, roundTripSeconds: 0.002, source: FIREFOX },
];

/**
 * Seconds to fetch a file over a connection that is open and at full speed: one round trip, then its
 * bits.
 *
 * @throws RangeError for a negative number of bytes.
 */
export function downloadSeconds(
  bytes: number,
  { bitsPerSecond, roundTripSeconds }: Pick<Connection, 'bitsPerSecond' | 'roundTripSeconds'>,
): number {
  if (!(bytes >= 0)) throw new RangeError(`Bytes must be at least 0, got ${bytes}.`);
  return roundTripSeconds + (bytes * 8) / bitsPerSecond;
}

/** What a core costs, and how much of its time is spent on answers. */
export interface Price {
  /** Of one core for one hour, in any currency. */
  readonly coreHour: number;
  /** Share of a core's time, above 0 to 1. */
  readonly utilization: number;
}

const SECONDS_PER_HOUR = 3600;
const MILLION = 1e6;

/**
 * Price of a million answers: core-hours spent on them over the utilization.
 *
 * @param service seconds a core takes for one.
 * @throws RangeError for a negative price or time, or a utilization outside 0 to 1.
 */
export function costPerMillion(service: number, { coreHour, utilization }: Price): number {
  if (!(service >= 0 && coreHour >= 0)) {
    throw new RangeError(
      `Time and price must be at least 0, got ${service} s and ${coreHour} a core-hour.`,
    );
  }
  if (!(utilization > 0 && utilization <= 1)) {
    throw new RangeError(`Utilization must be above 0 and at most 1, got ${utilization}.`);
  }
  return ((coreHour / SECONDS_PER_HOUR) * service * MILLION) / utilization;
}
