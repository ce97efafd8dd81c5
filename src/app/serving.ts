import { responseQuantile } from '../core/metrics/queue';
import {
  costPerMillion,
  downloadSeconds,
  CONNECTIONS,
  type Connection,
} from '../core/metrics/serving';
import type { LatencyFigures } from '../core/report';
import { latencyVerdict } from '../parts/verdict';
import { count, kilobytes } from '../parts/format';
import { duration, mapPair, quantityRow, type Pair, type QuantityRow } from './quantity';
import type { Service } from './service';

const MS = 1000;

/** What a server has of the network. */
interface Served {
  /** As sent and as stored. */
  readonly bytes: Pair;
  /** One image, measured in this page; undefined until it is. */
  readonly latency: LatencyFigures | undefined;
}

/**
 * What size and latency come to in serving. Rows of what is not known, or not entered, have no
 * figures. Two latencies that can't be told apart count as one.
 */
export function servingRows(served: Served, service: Service | undefined): QuantityRow[] {
  return [...sizeRows(served, service), ...timeRows(served, service)];
}

function sizeRows({ bytes }: Served, service: Service | undefined): QuantityRow[] {
  const replicas = service?.replicas;
  return [
    ...CONNECTIONS.map((network) =>
      quantityRow({
        label: `Download on ${network.name}`,
        origin: `simulated; ${networkWords(network)}`,
        values: mapPair(bytes, (n) => downloadSeconds(n, network) * MS),
        format: duration,
        words: ['faster', 'slower'],
      }),
    ),
    quantityRow({
      label: replicas === undefined ? 'Bytes of replicas' : `Bytes of ${count(replicas)} replicas`,
      origin: 'counted; as stored, each with its own copy',
      values: replicas === undefined ? undefined : mapPair(bytes, (n) => n * replicas),
      format: kilobytes,
      words: ['smaller', 'larger'],
    }),
  ];
}

function networkWords({ bitsPerSecond, roundTripSeconds }: Connection): string {
  return `${bitsPerSecond / 1e6} Mbit/s, ${roundTripSeconds * MS} ms a round trip`;
}

function timeRows({ bytes, latency }: Served, service: Service | undefined): QuantityRow[] {
  const before = latency?.before.median;
  const after = latency?.measurable ? latency.after.median : before;
  const ms = before !== undefined && after !== undefined ? { before, after } : undefined;
  const seconds = ms && mapPair(ms, (t) => t / MS);
  const perService = (of: (seconds: number, service: Service) => number) =>
    seconds && service && mapPair(seconds, (t) => of(t, service));
  const rows = [
    quantityRow({
      label: 'Answers a second from a core',
      origin: 'simulated; 1 over the latency measured here',
      values: seconds && mapPair(seconds, (t) => 1 / t),
      format: figure,
      words: ['fewer', 'more'],
    }),
    quantityRow({
      label: '95% of answers come within',
      origin: 'simulated; queue M/M/c',
      values: perService(
        (t, { requests, cores }) =>
          responseQuantile({ arrivals: requests, service: t, cores }, 0.95) * MS,
      ),
      format: (t) => (t === Infinity ? 'no limit: the cores can’t keep up' : duration(t)),
      words: ['faster', 'slower'],
    }),
    quantityRow({
      label: 'Cost of a million answers',
      origin: 'simulated; in the currency of the price',
      values: perService((t, { price, busy }) =>
        costPerMillion(t, { coreHour: price, utilization: busy / 100 }),
      ),
      format: figure,
      words: ['cheaper', 'dearer'],
    }),
  ];
  const told =
    latency && !latency.measurable
      ? rows.map((row) => ({ ...row, change: latencyVerdict(latency) }))
      : rows;
  return [...CONNECTIONS.map((network) => coldStartRow(network, bytes, ms)), ...told];
}

function coldStartRow(network: Connection, bytes: Pair, ms: Pair | undefined): QuantityRow {
  const start = (side: 'before' | 'after') =>
    downloadSeconds(bytes[side], network) * MS + (ms?.[side] ?? 0);
  return quantityRow({
    label: `Cold start on ${network.name}, at least`,
    origin: 'simulated; download and one answer, without starting the runtime',
    values: ms && { before: start('before'), after: start('after') },
    format: duration,
    words: ['faster', 'slower'],
  });
}

function figure(value: number): string {
  return value.toLocaleString('en', { maximumSignificantDigits: 3 });
}
