/** Where the tests find browsers, how they start them, and how they are installed where there are none. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium, firefox, webkit } from 'playwright';

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

const present = (path) => path && existsSync(path);

/** The path of a Chrome or Chromium on this machine, or undefined. CHROMIUM_PATH goes first. */
export function findBrowser() {
  return [process.env.CHROMIUM_PATH, ...SYSTEM_BROWSERS, chromium.executablePath()].find(present);
}

/** The path of a Firefox as it is shipped, or undefined. FIREFOX_PATH goes first. */
export function findFirefox() {
  return [
    process.env.FIREFOX_PATH,
    '/usr/bin/firefox-esr',
    '/Applications/Firefox.app/Contents/MacOS/firefox',
    'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
  ].find(present);
}

/** The path of WebKitGTK's driver, or undefined. */
export function findWebKitDriver() {
  return ['/usr/bin/WebKitWebDriver'].find(present);
}

/** The path of Playwright's own Firefox or WebKit, or undefined. */
export function findOfPlaywright(type) {
  return [type.executablePath()].find(present);
}

/** Whether windows can be drawn here: on a display, or on one that is seen by nobody. */
export function hasDisplay() {
  return process.platform !== 'linux' || !!process.env.DISPLAY || existsSync('/usr/bin/Xvfb');
}

const hasApt = () => spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status === 0;
const isRoot = () => process.getuid?.() === 0;

/** Installs packages of Debian or Ubuntu; false where that can't be. */
function installByApt(run, ...packages) {
  const apt = (...args) =>
    isRoot() ? run('apt-get', args) : run('sudo', ['-n', 'apt-get', ...args]);
  return hasApt() && apt('update') && apt('install', '-y', ...packages);
}

function installByPlaywright(run, name) {
  const deps = hasApt() && isRoot() ? ['--with-deps'] : [];
  return run('npx', ['playwright', 'install', ...deps, name]);
}

/** Installs a browser the platform's way: apt on Debian and Ubuntu, else Playwright's own. */
export function installBrowser(run) {
  if (findBrowser()) return;
  console.log('Installing a browser for the tests …');
  const installed =
    (installByApt(run, 'chromium') && findBrowser()) ||
    (installByPlaywright(run, 'chromium') && findBrowser());
  if (!installed) {
    console.error('No Chrome or Chromium found or installed: install one, or set CHROMIUM_PATH.');
    process.exit(1);
  }
}

/**
 * Installs a Firefox and a WebKit beside it, as far as that can be, and what draws their windows and
 * their WebGL on a machine without a screen.
 */
export function installEngines(run) {
  const all = () => findFirefox() && findWebKitDriver() && hasDisplay();
  if (process.platform === 'linux' && !all()) {
    console.log('Installing Firefox and WebKitGTK for the tests …');
    // One after the other, since not every release has each of them.
    const drawing = ['xvfb', 'libegl1', 'libgl1-mesa-dri', '--no-install-recommends'];
    installByApt(run, 'webkit2gtk-driver', ...drawing);
    if (!findFirefox()) installByApt(run, 'firefox-esr', ...drawing);
  }
  const missing = [
    !findFirefox() && !findOfPlaywright(firefox) && 'firefox',
    !findWebKitDriver() && !findOfPlaywright(webkit) && 'webkit',
  ];
  for (const name of missing.filter(Boolean)) installByPlaywright(run, name);
}
