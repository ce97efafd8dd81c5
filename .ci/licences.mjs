/** Keeps the licences of the packages in a build once, in a file beside it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const FILE = 'licences.txt';

/** Texts by their SPDX names, for packages that come without a licence file. */
const TEXTS = new URL('licences/', import.meta.url);

/**
 * A package of which something is in the build.
 * @typedef {object} Package
 * @property {string} name
 * @property {string} version
 * @property {string} license An SPDX expression: `Apache-2.0 AND MIT`.
 * @property {string} folder
 * @property {Set<string>} notices What its bundled files themselves say of copyright and licence.
 */

const isOfPackage = (id) => id.includes('/node_modules/');

/** The package that a file belongs to, by the nearest manifest above it that names one. */
function packageOf(file) {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (!existsSync(manifest)) continue;
    const { name, version, license } = JSON.parse(readFileSync(manifest, 'utf8'));
    if (name && version) return { name, version, license, folder };
  }
  throw new Error(`${file} is in the build, but belongs to no package.`);
}

/** The comments of a script that speak of copyright or licence, as plain text. */
function noticesOf(code) {
  const comments = code.match(/\/\*[^]*?\*\/|(?:^[ \t]*\/\/.*\n)+/gm) ?? [];
  return comments
    .filter((comment) => /copyright|licen[cs]e/i.test(comment))
    .map((comment) =>
      comment
        .replace(/\*+\/$/, '')
        .replace(/^[ \t]*(?:\/\*+!?|\/\/|\*)[ \t]?/gm, '')
        .replace(/^@license\s*|^=+$|[ \t]+$/gm, '')
        .trim(),
    );
}

/** The text of a licence by its SPDX name, for a package that has no file of it. */
function standardText(license, name) {
  const file = new URL(`${license}.txt`, TEXTS);
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  throw new Error(`${name} has no licence file, and .ci/licences has no text of “${license}”.`);
}

/** Our own licence, then each package with its own, and last the texts that several only name. */
function write(packages) {
  const own = readFileSync(new URL('../LICENSE', import.meta.url), 'utf8').trim();
  const sections = [`Whittle\n\n${own}`];
  const shared = new Map();
  for (const { name, version, license, folder, notices } of packages) {
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    const text = file ? [readFileSync(join(folder, file), 'utf8').trim()] : [];
    if (!file)
      String(license)
        .split(' AND ')
        .forEach((each) => shared.set(each, name));
    sections.push([`${name} ${version} (${license})`, ...notices, ...text].join('\n\n'));
  }
  for (const [license, name] of shared) {
    sections.push(`${license}\n\n${standardText(license, name)}`);
  }
  return sections.join(`\n\n${'-'.repeat(80)}\n\n`) + '\n';
}

/**
 * Two plugins that belong together: `collect` takes the comments out of a bundle, the page's or a
 * worker's, and notes whose they are; `write`, in the page's alone, which is made last, writes the file.
 *
 * @returns {{ collect: import('vite').Plugin, write: import('vite').Plugin }}
 */
export function licences() {
  /** @type {Map<string, Package>} */
  const packages = new Map();
  return {
    collect: {
      name: 'licences',
      apply: 'build',
      outputOptions: (options) => ({
        ...options,
        comments: false,
        postBanner: ({ moduleIds }) =>
          moduleIds.some(isOfPackage) ? `/*! Licences: ../${FILE} */` : '',
      }),
      generateBundle(_, bundle) {
        const ids = Object.values(bundle).flatMap(({ moduleIds }) => moduleIds ?? []);
        for (const id of ids.filter(isOfPackage)) {
          const file = id.replace(/^\0|\?.*$/g, '');
          const found = packageOf(file);
          const { notices } = packages.get(found.folder) ?? { notices: new Set() };
          for (const notice of noticesOf(readFileSync(file, 'utf8'))) notices.add(notice);
          packages.set(found.folder, { ...found, notices });
        }
      },
    },
    write: {
      name: 'licences-file',
      apply: 'build',
      generateBundle: {
        order: 'post',
        handler() {
          const sorted = [...packages.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
          this.emitFile({ type: 'asset', fileName: FILE, source: write(sorted) });
        },
      },
    },
  };
}
