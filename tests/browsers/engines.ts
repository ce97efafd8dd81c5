import { chromium, firefox, webkit } from 'playwright';
import {
  BROWSER_ARGS,
  findBrowser,
  findFirefox,
  findOfPlaywright,
  findWebKitDriver,
  hasDisplay,
} from '../../.ci/browser.mjs';
import type { Browser } from './browser';
import type { Display } from './display';
import { startFirefox } from './firefox';
import { startByPlaywright } from './playwright';
import { startWebKit } from './webkit';

interface Engine {
  /** Whether a worker has WebGL in it: WebKitGTK gives none to a worker. */
  readonly webgl: boolean;
  start(display: Display): Promise<Browser>;
}

/** The engines of the smoke run, as they are on this machine; undefined where one is missing. */
export const ENGINES: Readonly<Record<string, Engine | undefined>> = {
  Chromium: ofPlaywright(chromium, findBrowser(), BROWSER_ARGS),
  Firefox: shippedFirefox() ?? ofPlaywright(firefox, findOfPlaywright(firefox)),
  WebKit: webKitGTK() ?? ofPlaywright(webkit, findOfPlaywright(webkit)),
};

function ofPlaywright(
  type: Parameters<typeof startByPlaywright>[0],
  path: string | undefined,
  args?: string[],
): Engine | undefined {
  if (!path) return undefined;
  // Headless, only Chromium is sure to draw WebGL without a GPU.
  return { webgl: type === chromium, start: () => startByPlaywright(type, path, args) };
}

function shippedFirefox(): Engine | undefined {
  const path = findFirefox();
  if (!path || !hasDisplay()) return undefined;
  return { webgl: true, start: ({ env }) => startFirefox(path, env) };
}

function webKitGTK(): Engine | undefined {
  const path = findWebKitDriver();
  if (!path || !hasDisplay()) return undefined;
  return { webgl: false, start: ({ env }) => startWebKit(path, env) };
}
