import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { PATIENCE, type Browser } from './browser';

/** How long the driver may take to listen, in milliseconds, and how often it is asked. */
const STARTING = 15_000;
const ASKED_EVERY = 200;

/** Starts WebKitGTK's small browser, and drives it by WebKit's own WebDriver, over HTTP. */
export async function startWebKit(driver: string, env: NodeJS.ProcessEnv): Promise<Browser> {
  const port = await freePort();
  const service = spawn(driver, [`--port=${port}`], {
    // A group of its own, so that what the driver starts ends with it.
    detached: true,
    stdio: 'ignore',
    env: {
      ...env,
      // Its sandbox can't be set up by root.
      ...(process.getuid?.() === 0 && { WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS: '1' }),
    },
  });
  const end = () => {
    if (service.pid && service.exitCode === null) process.kill(-service.pid, 'SIGTERM');
  };
  // Also where the run is broken off.
  process.once('exit', end);
  const ask = (path: string, body?: object, method = body ? 'POST' : 'GET') =>
    request(`http://127.0.0.1:${port}${path}`, method, body);
  try {
    await listening(() => ask('/status'));
    const { sessionId, capabilities } = (await ask('/session', {
      capabilities: {
        alwaysMatch: { 'webkitgtk:browserOptions': { args: ['--automation'] } },
      },
    })) as { sessionId: string; capabilities: { browserName: string; browserVersion: string } };
    const session = `/session/${sessionId}`;
    await ask(`${session}/timeouts`, { pageLoad: PATIENCE, script: PATIENCE });
    return {
      version: `WebKitGTK ${capabilities.browserVersion} (${capabilities.browserName})`,
      open: async (url) => void (await ask(`${session}/url`, { url })),
      reload: async () => void (await ask(`${session}/refresh`, {})),
      evaluate: async (work, ...args) =>
        (await ask(`${session}/execute/sync`, {
          script: `return (${work})(...arguments)`,
          args,
        })) as ReturnType<typeof work>,
      close: async () => {
        await ask(session, undefined, 'DELETE').finally(end);
      },
    };
  } catch (error) {
    end();
    throw error;
  }
}

/** A port that nothing listens to. */
function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

async function listening(ask: () => Promise<unknown>): Promise<void> {
  const end = Date.now() + STARTING;
  for (;;) {
    try {
      await ask();
      return;
    } catch (cause) {
      if (Date.now() > end) throw new Error('WebKit’s driver does not answer.', { cause });
      await new Promise((resolve) => setTimeout(resolve, ASKED_EVERY));
    }
  }
}

/** The value that a WebDriver command answers with. Throws the driver's own words where it fails. */
async function request(url: string, method: string, body?: object): Promise<unknown> {
  const response = await fetch(url, {
    method,
    body: body && JSON.stringify(body),
    signal: AbortSignal.timeout(PATIENCE),
  });
  const { value } = (await response.json()) as { value: unknown };
  if (response.ok) return value;
  const { error, message } = value as { error: string; message: string };
  throw new Error(`${error}: ${message}`);
}
