import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const TOKENS = readFileSync('src/app/styles/tokens.css', 'utf8');
const SIZE = /--(tick|small|text|large|title): ([^;]+);/g;
/** All style of the page but the tokens' own: by file, comments left out. */
const STYLE = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(svelte|css)$/.test(file) && !file.endsWith('tokens.css'))
  .map((file) => {
    const text = readFileSync(`src/${file}`, 'utf8');
    const css = file.endsWith('.css') ? text : (/<style>([^]*)<\/style>/.exec(text)?.[1] ?? '');
    return { file, css: css.replace(/\/\*[^]*?\*\//g, '') };
  });

/** The declarations that say how large text is, as `file: declaration`. */
const sizesOfText = STYLE.flatMap(({ file, css }) =>
  [...css.matchAll(/(?<![-\w])font(?:-size)?: [^;]+/g)].map(([said]) => `${file}: ${said}`),
);

test('there are five sizes of text, each of them in rem', () => {
  const sizes = [...TOKENS.matchAll(SIZE)].map(([, name, size]) => [name!, size!] as const);
  expect(new Set(sizes.map(([name]) => name)).size).toBe(5);
  expect(sizes.filter(([, size]) => !/^[\d.]+rem$/.test(size))).toEqual([]);
});

test('every component takes its sizes of text from the tokens', () => {
  expect(sizesOfText.length).toBeGreaterThan(30);
  const own = sizesOfText.filter(
    (said) => !/: font-size: (?:inherit|1em|var\(--(?:tick|small|text|large|title)\))$/.test(said),
  );
  expect(own.filter((said) => !said.endsWith('font: inherit'))).toEqual([
    // A little more in a wide window, of whatever size the reader has chosen.
    'app/styles/base.css: font-size: clamp(0.9375rem, 0.85rem + 0.17vw, 1.25rem)',
  ]);
});

test('no window is measured in pixels, since text in it may be of any size', () => {
  const measured = STYLE.flatMap(({ file, css }) =>
    [...css.matchAll(/@(?:media|container) [^{]*\dpx[^{]*/g)].map(([said]) => `${file}: ${said}`),
  );
  expect(measured).toEqual([]);
});
