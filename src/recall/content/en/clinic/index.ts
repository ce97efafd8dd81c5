import type { Case } from '../../case';
import { cutAxis } from './cut-axis';
import { fewImages } from './few-images';
import { oneScale } from './one-scale';
import { randomRanking } from './random-ranking';
import { storedDensely } from './stored-densely';
import { zerosGrown } from './zeros-grown';

/** The faults, those that are seen most often first. */
export const CASES: readonly Case[] = [
  oneScale,
  zerosGrown,
  storedDensely,
  cutAxis,
  fewImages,
  randomRanking,
];
