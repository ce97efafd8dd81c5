import { spawn } from 'node:child_process';

/** Where windows are drawn, and how to end that. */
export interface Display {
  /** The environment in which a browser finds it. */
  readonly env: NodeJS.ProcessEnv;
  close(): void;
}

/**
 * The display of this machine, or one that is seen by nobody where there is none. WebGL is drawn on the
 * processor by Mesa, so that it is there on any machine.
 */
export async function openDisplay(): Promise<Display> {
  const env: NodeJS.ProcessEnv = { ...process.env, LIBGL_ALWAYS_SOFTWARE: '1' };
  if (process.platform !== 'linux' || env['DISPLAY']) return { env, close: () => undefined };
  // The server chooses a number that is free, and says it once it listens.
  const server = spawn(
    'Xvfb',
    ['-displayfd', '3', '-screen', '0', '1440x900x24', '-nolisten', 'tcp'],
    {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
    },
  );
  // Also where the run is broken off.
  process.once('exit', () => server.kill());
  const number = await new Promise<string>((resolve, reject) => {
    server.stdio[3]!.once('data', (line: Buffer) => resolve(`${line}`.trim()));
    server.once('error', reject);
    server.once('exit', (code) => reject(new Error(`Xvfb ended with ${code}.`)));
  });
  return { env: { ...env, DISPLAY: `:${number}` }, close: () => void server.kill() };
}
