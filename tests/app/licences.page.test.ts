import { readdirSync, readFileSync } from 'node:fs';
import { expect, inject, test } from 'vitest';

const read = (file: string) => readFileSync(`${inject('dist')}/${file}`, 'utf8');
const scripts = () => readdirSync(`${inject('dist')}/assets`).filter((file) => /\.js$/.test(file));

test.each([
  ['@tensorflow/tfjs-core', 'Copyright 2018 Google LLC. All Rights Reserved.'],
  ['@tensorflow/tfjs-backend-wasm', 'Licensed under the Apache License, Version 2.0'],
  ['@tensorflow/tfjs-layers', 'governed by an MIT-style'],
  ['@noble/hashes', 'Paul Miller'],
  ['chart.js', 'Chart.js Contributors'],
  ['@kurkle/color', 'Jukka Kurkela'],
  ['svelte', 'Svelte Contributors'],
  ['ts-fsrs', 'Open Spaced Repetition'],
])('the licence of %s goes with the build', (name, words) => {
  const sections = read('licences.txt').split(/\n-{80}\n/);
  const section = sections.find((one) => one.includes(`\n${name} `));
  expect(section).toContain(words);
});

test('no licence stands in the scripts, or twice in their file', () => {
  const licence = /@license|Licensed under|Permission is hereby/;
  expect(scripts().filter((file) => licence.test(read(`assets/${file}`)))).toEqual([]);
  expect(read('licences.txt').split('END OF TERMS AND CONDITIONS')).toHaveLength(2);
});

test.each(['chart', 'index', 'engine-worker', 'wasm', 'cpu'])(
  'the script %s, which has parts of packages, names their file',
  (name) => {
    const script = scripts().find((file) => file.startsWith(`${name}-`))!;
    expect(read(`assets/${script}`)).toContain('/*! Licences: ../licences.txt */');
  },
);
