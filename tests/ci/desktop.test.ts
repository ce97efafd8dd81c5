import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { canOpen } from '../../.ci/desktop.mjs';

const empty = mkdtempSync(join(tmpdir(), 'whittle-empty-'));
const withProgram = mkdtempSync(join(tmpdir(), 'whittle-desktop-'));
writeFileSync(join(withProgram, 'xdg-open'), '#!/bin/sh\n');
chmodSync(join(withProgram, 'xdg-open'), 0o755);
const desktop = `${empty}:${withProgram}`;

test.each([
  ['Windows', 'win32', {}, true],
  ['macOS', 'darwin', {}, true],
  ['Linux under Windows', 'linux', { WSL_DISTRO_NAME: 'Debian' }, true],
  ['a Linux desktop', 'linux', { DISPLAY: ':0', PATH: desktop }, true],
  ['a Wayland desktop', 'linux', { WAYLAND_DISPLAY: 'wayland-0', PATH: desktop }, true],
  ['a display with nothing to open pages', 'linux', { DISPLAY: ':0', PATH: empty }, false],
  ['a server that has the program and no display', 'linux', { PATH: desktop }, false],
  ['a display and no path at all', 'linux', { DISPLAY: ':0' }, false],
])('%s', (_, platform, env, opens) => {
  expect(canOpen(platform, env)).toBe(opens);
});
