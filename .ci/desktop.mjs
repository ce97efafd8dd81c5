import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';

/**
 * Whether a page can be opened on this machine. Windows and macOS always can, and so can Linux under
 * Windows, which asks Windows; any other system needs a display and the program `xdg-open`.
 */
export function canOpen(platform, env) {
  if (platform === 'win32' || platform === 'darwin' || env.WSL_DISTRO_NAME) return true;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return false;
  return (env.PATH ?? '').split(':').some((folder) => isProgram(join(folder, 'xdg-open')));
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
