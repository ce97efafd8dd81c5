import { axisAround, type Dot } from '../../charts/scatter';
import type { Axis } from '../../charts/curve';
import { formatLink, MAX_LENGTH } from '../../core/link';
import { dominators, frontLine, type Aims, type Point } from '../../core/metrics/pareto';
import { describeRecipe, type Recipe } from '../../core/recipe';
import type { Report } from '../../core/report';
import type { Aim } from '../../core/search/aim';
import type { Judged, SearchPhase } from '../../core/search/search';
import type { Candidate } from '../../core/search/trials';
import { percent } from '../../core/words';
import { recipeWith, type AimDraft, type Finding } from '../../lab/finder.svelte';
import { KILO, count, kilobytes } from '../../parts/format';

/** What each limit may be. */
export const LIMITS = {
  loss: { name: 'Points', min: 0, max: 50, step: 0.1 },
  size: { name: 'KB', min: 1, max: 100_000, step: 0.1 },
} as const;

/** For how long may be searched, in seconds. */
export const TIMES = [10, 30, 60, 300];

/** Bytes a weight, as a share of float32's, that a size limit starts from: those of 4 bits. */
const FIRST_SHARE = 1 / 8;

const AIMS: Aims = { x: 'smaller', y: 'smaller' };

const PHASES: Readonly<Record<SearchPhase, string>> = {
  sizes: 'Counting what each layer would weigh',
  uniform: 'Trying the same for all layers',
  layers: 'Changing each layer alone',
  combining: 'Combining layers',
  judging: 'Reading the test digits',
};

/** The number that the chosen aim's field shows, or null where it is empty. */
export function limitOf(
  draft: AimDraft,
  kind: Aim['kind'],
  report: Report | undefined,
): number | null {
  if (kind === 'loss') return draft.points;
  if (draft.kilobytes !== undefined || !report) return draft.kilobytes ?? null;
  return Math.round((report.size.before.dense * FIRST_SHARE) / 100) / 10;
}

/** What is wrong with a limit, or undefined. */
export function limitProblem(kind: Aim['kind'], value: number | null): string | undefined {
  const { name, min, max } = LIMITS[kind];
  if (value !== null && value >= min && value <= max) return undefined;
  return `${name}: a number from ${min} to ${count(max)} is needed, not ${value ?? 'nothing'}.`;
}

/** The aim of a kind with its limit. */
export function aimOf(kind: Aim['kind'], limit: number): Aim {
  return kind === 'loss' ? { kind, points: limit } : { kind, bytes: limit * KILO };
}

/** The aim in words: "the smallest that loses at most 0.5 points". */
export function aimWords(aim: Aim): string {
  return `${aim.kind === 'loss' ? 'the smallest' : 'the most accurate'} ${limitWords(aim)}`;
}

function limitWords(aim: Aim): string {
  return aim.kind === 'loss'
    ? `that loses at most ${inPoints(aim.points)}`
    : `within ${kilobytes(aim.bytes)}`;
}

/** What a search is doing and has found so far, in short. */
export function progressText({ progress, wish, seconds }: Finding): string {
  if (!progress) return 'Drawing the guide digits.';
  const { tried, best, phase } = progress;
  const left = Math.max(0, Math.round(wish.seconds - seconds));
  const found = best ? ` Best so far: ${trialWords(wish.aim, best)}.` : '';
  return `${PHASES[phase]}. ${count(tried)} recipes tried.${found} ${left} s left.`;
}

/** The trial that an ended or running search shows, with its judgement where it has one. */
export function shownOf({ result, progress }: Finding): Candidate | Judged | undefined {
  return result ? result.found : progress?.best;
}

/** The best uniform recipe so far, in the same way. */
function uniformOf({ result, progress }: Finding): Candidate | Judged | undefined {
  return result ? result.uniform : progress?.bestUniform;
}

/** What came of a search, and what it is to be compared with. */
export interface SearchVerdict {
  readonly title: string;
  readonly uniform: string;
  /** How it came about, and what is to be known of it. */
  readonly notes: readonly string[];
}

/** The verdict of a search that has ended, in words. */
export function verdictOf(finding: Finding): SearchVerdict {
  const { wish, result, before } = finding;
  const [found, uniform] = [shownOf(finding), uniformOf(finding)];
  const smaller =
    found && before
      ? `, ${(before.dense / found.bytes).toFixed(1)}× smaller than dense float32`
      : '';
  const title = found
    ? `${kilobytes(found.bytes)}${smaller}; ${lossWords(found)}.`
    : `Nothing was found ${limitWords(wish.aim)}.`;
  return {
    title,
    uniform: uniform
      ? `The best tried with the same for all layers: ${kilobytes(uniform.bytes)}; ${lossWords(uniform)}. ` +
        `That is: ${describeRecipe({ model: wish.model, steps: uniform.steps })}.`
      : 'With the same for all layers there was none.',
    notes: [
      ...endWords(finding),
      ...(result && result.refused > 0
        ? [
            `${count(result.refused)} ${result.refused === 1 ? 'recipe' : 'recipes'} kept the limit on the guide digits ` +
              'and broke it on the test digits.',
          ]
        : []),
      ...(found && uniform && found.steps === uniform.steps
        ? ['Nothing better was found than the same for all layers.']
        : []),
    ],
  };
}

function endWords({ ended, result, progress }: Finding): string[] {
  const tried = `${count(progress?.tried ?? 0)} recipes tried`;
  if (ended === 'cancelled') return [`Cancelled with ${tried}; not read on the test digits.`];
  if (ended === 'moved') {
    return [
      `Ended with ${tried}, since you went on to another network; not read on the test digits.`,
    ];
  }
  if (ended) return [`Ended with ${tried}: ${ended.error}`];
  return [
    result?.complete
      ? `${tried}, until none was left that promised more.`
      : `${tried} in the time.`,
  ];
}

function lossWords(trial: Candidate | Judged): string {
  if (!('test' in trial)) {
    return `${changeOf(trial)} on the guide digits, not read on the test digits`;
  }
  return `${changeOf(trial.test)} on the test digits (${pointsOf(trial)} on the guide digits)`;
}

/** "loses 0.4 points", "loses nothing", "gains 0.1 points". */
function changeOf(read: { readonly lost: number; readonly images: number }): string {
  if (read.lost === 0) return 'loses nothing';
  return read.lost > 0
    ? `loses ${pointsOf(read)}`
    : `gains ${pointsOf({ ...read, lost: -read.lost })}`;
}

function trialWords(aim: Aim, trial: Candidate): string {
  return aim.kind === 'loss'
    ? kilobytes(trial.bytes)
    : `${pointsOf(trial)} lost, ${kilobytes(trial.bytes)}`;
}

/** "0.4 points", of the images that were read. */
function pointsOf({ lost, images }: { readonly lost: number; readonly images: number }): string {
  return inPoints((100 * lost) / images);
}

/** Points with two decimals and their unit: 0.4 → "0.4 points". */
function inPoints(value: number): string {
  const amount = Number(value.toFixed(2));
  return `${amount < 0 ? '−' : ''}${Math.abs(amount)} ${Math.abs(amount) === 1 ? 'point' : 'points'}`;
}

/** What one layer got, in words. */
export function layerRows({ layers }: Finding, trial: Candidate): readonly (readonly string[])[] {
  return (trial.options ?? []).map(({ sparsity, bits, granularity }, i) => [
    layers[i]!.name,
    sparsity === 0 ? 'none' : percent(sparsity),
    `${bits} bits`,
    granularity,
  ]);
}

/** The recipe of a trial, with the steps that stay. */
export function recipeOf(finding: Finding, trial: Candidate): Recipe {
  return recipeWith(finding, trial.steps);
}

/** Why a recipe can't be opened, or undefined. */
export function linkProblem(recipe: Recipe): string | undefined {
  const { length } = formatLink(recipe);
  if (length <= MAX_LENGTH) return undefined;
  return `Its link would have ${count(length)} characters; ${count(MAX_LENGTH)} can be read.`;
}

/** What keeps the aim's limit on the guide digits, as a scatter. */
export function scatterOf(finding: Finding): {
  readonly points: readonly Dot[];
  readonly front: readonly Point[];
  readonly x: Axis;
  readonly y: Axis;
} {
  const kept = finding.progress?.kept ?? [];
  const places = kept.map(placeOf);
  const beaten = dominators(places, AIMS);
  const rival = uniformOf(finding);
  const dots = kept.map((trial, i) => {
    const [x, y] = places[i]!;
    const isRival = rival?.steps === trial.steps;
    return {
      id: String(i),
      x,
      y,
      kind: isRival ? 'rival' : beaten[i] === undefined ? 'front' : 'dominated',
      name: `${isRival ? 'The best tried with the same for all layers: ' : ''}${kilobytes(trial.bytes)}, loses ${pointsOf(trial)}`,
    } as const;
  });
  const front = places.filter((_, i) => beaten[i] === undefined);
  return {
    points: dots,
    front: frontLine(front, AIMS),
    x: axisAround(
      'KB, deflated',
      places.map(([x]) => x),
    ),
    y: axisAround(
      'points lost',
      places.map(([, y]) => y),
    ),
  };
}

/** The same as rows of a table: from the fewest bytes up. */
export function trialRows({ progress }: Finding): readonly (readonly string[])[] {
  return [...(progress?.kept ?? [])]
    .sort((a, b) => a.bytes - b.bytes)
    .map((trial) => [
      kilobytes(trial.bytes),
      pointsOf(trial),
      trial.divergence.toPrecision(2),
      trial.uniform ? 'yes' : 'no',
    ]);
}

function placeOf({ bytes, lost, images }: Candidate): Point {
  return [bytes / KILO, (100 * lost) / images];
}
