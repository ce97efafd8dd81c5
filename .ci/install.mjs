/**
 * Installs what is missing: the packages, with --browser a Chrome or Chromium for the tests, and with
 * --browsers a Firefox and a WebKit as well.
 * Uses nothing but Node, so that it runs in a fresh clone. Does nothing when all is there.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const stamp = `${root}node_modules/.installed-lock.json`;

export function run(command, args) {
  const { status } = spawnSync(command, args, {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  return status === 0;
}

function installPackages() {
  const lock = readFileSync(`${root}package-lock.json`, 'utf8');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log('Installing packages …');
  if (!run('npm', ['ci', '--no-audit', '--no-fund'])) {
    console.error('The packages could not be installed: see the message of npm above.');
    process.exit(1);
  }
  writeFileSync(stamp, lock);
}

installPackages();
const all = process.argv.includes('--browsers');
if (all || process.argv.includes('--browser')) {
  const { installBrowser, installEngines } = await import('./browser.mjs');
  installBrowser(run);
  if (all) installEngines(run);
}
