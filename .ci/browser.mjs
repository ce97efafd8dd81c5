/** Where the tests find a browser, how they start it, and how it is installed where there is none. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from 'playwright';

const SYSTEM_BROWSERS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/google-chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * Without a GPU, WebGL is drawn by SwiftShader, slowly on a busy machine, which is no reason to take it
 * for hung; nothing is fetched in the background.
 */
export const BROWSER_ARGS = [
  '--no-sandbox',
  '--use-gl=angle',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
  '--ignore-gpu-blocklist',
  '--disable-gpu-watchdog',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** The path of a Chrome or Chromium on this machine, or undefined. CHROMIUM_PATH goes first. */
export function findBrowser() {
  const candidates = [process.env.CHROMIUM_PATH, ...SYSTEM_BROWSERS, chromium.executablePath()];
  return candidates.find((path) => path && existsSync(path));
}

/** Installs a browser the platform's way: apt on Debian and Ubuntu, else Playwright's own. */
export function installBrowser(run) {
  if (findBrowser()) return;
  console.log('Installing a browser for the tests …');
  const isRoot = process.getuid?.() === 0;
  const apt = (...args) =>
    isRoot ? run('apt-get', args) : run('sudo', ['-n', 'apt-get', ...args]);
  const hasApt = spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
  const installed =
    (hasApt && apt('update') && apt('install', '-y', 'chromium') && findBrowser()) ||
    (run('npx', [
      'playwright',
      'install',
      ...(hasApt && isRoot ? ['--with-deps'] : []),
      'chromium',
    ]) &&
      findBrowser());
  if (!installed) {
    console.error('No Chrome or Chromium found or installed: install one, or set CHROMIUM_PATH.');
    process.exit(1);
  }
}
