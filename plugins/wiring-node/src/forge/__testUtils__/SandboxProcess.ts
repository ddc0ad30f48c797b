import { ChildProcess, spawn } from 'node:child_process';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../../../../..');

interface Ready {
  type: 'ready';
  url: string;
  credentials: Record<string, string>;
}

/** The embedded sandbox as a process of its own, without a state that stays. */
export class SandboxProcess {
  readonly url: string;
  readonly credentials: Record<string, string>;
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess, ready: Ready) {
    this.#child = child;
    this.url = ready.url;
    this.credentials = ready.credentials;
  }

  static async start(): Promise<SandboxProcess> {
    const child = spawn(
      process.execPath,
      [
        '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
        resolve(root, 'packages/sandbox/src/main.ts'),
        '--port',
        '0',
        '--pace',
        '0',
      ],
      {
        cwd: root,
        // What jest sets is not for it.
        env: { ...process.env, NODE_OPTIONS: '', NODE_ENV: 'development' },
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      },
    );
    let said = '';
    child.stderr!.on('data', chunk => {
      said = `${said}${chunk}`.slice(-2000);
    });
    const ready = await new Promise<Ready>((done, fail) => {
      child.on('message', message => {
        if ((message as Ready).type === 'ready') {
          done(message as Ready);
        }
      });
      child.on('error', fail);
      child.on('exit', code =>
        fail(new Error(`The sandbox ended with exit code ${code}: ${said}`)),
      );
    });
    return new SandboxProcess(child, ready);
  }

  /** What goes wrong from now on, as `POST /_sandbox/faults` takes it. */
  async addFault(rule: Record<string, unknown>): Promise<void> {
    await this.#control('POST', rule);
  }

  async clearFaults(): Promise<void> {
    await this.#control('DELETE');
  }

  async stop(): Promise<void> {
    const gone = new Promise(done => this.#child.once('exit', done));
    this.#child.kill();
    await gone;
  }

  async #control(method: string, body?: unknown): Promise<void> {
    const answer = await fetch(`${this.url}/_sandbox/faults`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (!answer.ok) {
      throw new Error(`The sandbox answered ${answer.status} to ${method}`);
    }
  }
}
