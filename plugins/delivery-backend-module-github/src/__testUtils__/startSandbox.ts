import { spawn } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../../../..');

interface Ready {
  type: 'ready';
  url: string;
  credentials: { githubToken: string };
}

/** The GitHub of the embedded sandbox, as a process without a state that stays. */
export async function startSandbox() {
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
      resolve(root, 'packages/sandbox/src/main.ts'),
      ...['--port', '0', '--pace', '0'],
    ],
    {
      cwd: root,
      // What Jest sets is not for it.
      env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: 'development' },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    },
  );
  const { url, credentials } = await new Promise<Ready>((done, fail) => {
    child.on('message', message => {
      if ((message as Ready).type === 'ready') {
        done(message as Ready);
      }
    });
    child.on('error', fail);
    child.on('exit', code =>
      fail(new Error(`The sandbox ended with exit code ${code}`)),
    );
  });
  const host = `localhost:${new URL(url).port}`;
  const apiBaseUrl = `http://${host}/api/v3`;
  return {
    host,
    apiBaseUrl,
    token: credentials.githubToken,
    /** A request as any client makes it; fails for any answer but 2xx. */
    async ask(method: string, path: string, body?: object): Promise<any> {
      const answer = await fetch(`${apiBaseUrl}${path}`, {
        method,
        headers: { authorization: `token ${credentials.githubToken}` },
        body: body && JSON.stringify(body),
      });
      if (!answer.ok) {
        throw new Error(
          `${method} ${path}: ${answer.status} ${await answer.text()}`,
        );
      }
      const text = await answer.text();
      return text ? JSON.parse(text) : undefined;
    },
    async stop(): Promise<void> {
      const gone = new Promise(done => child.once('exit', done));
      child.kill();
      await gone;
    },
  };
}
