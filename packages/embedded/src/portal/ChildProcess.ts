import { spawn, type ChildProcess as Child } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** How long a process has to end by itself before it is killed, in milliseconds. */
const grace = 10_000;

/**
 * A process of ours, with its output in a log file. It ends with us: it is given a channel, and
 * what it runs exits when the channel closes, however this process ended.
 */
export class ChildProcess {
  readonly logFile: string;
  readonly exited: Promise<number>;
  #child: Child;
  #title: string;
  #messages: unknown[] = [];
  #listeners = new Set<(message: unknown) => void>();

  private constructor(title: string, child: Child, logFile: string) {
    this.#title = title;
    this.#child = child;
    this.logFile = logFile;
    this.exited = new Promise(resolve => {
      child.once('error', () => resolve(1));
      child.once('exit', code => resolve(code ?? 1));
    });
    child.on('message', message => {
      this.#messages.push(message);
      this.#listeners.forEach(listener => listener(message));
    });
  }

  static async start(options: {
    title: string;
    /** Node by default. */
    command?: string;
    args: string[];
    cwd: string;
    env: NodeJS.ProcessEnv;
    logFile: string;
  }): Promise<ChildProcess> {
    await mkdir(dirname(options.logFile), { recursive: true });
    const log = createWriteStream(options.logFile, { mode: 0o600 });
    const child = spawn(options.command ?? process.execPath, options.args, {
      cwd: options.cwd,
      env: options.env,
      stdio: options.command
        ? ['ignore', 'pipe', 'pipe']
        : ['ignore', 'pipe', 'pipe', 'ipc'],
      // Ctrl-C reaches a whole process group; ours are stopped one after the other instead.
      detached: process.platform !== 'win32',
    });
    child.stdout!.pipe(log, { end: false });
    child.stderr!.pipe(log, { end: false });
    child.once('close', () => log.end());
    return new ChildProcess(options.title, child, options.logFile);
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get running(): boolean {
    return this.#child.exitCode === null && this.#child.signalCode === null;
  }

  /** The first message that fits, also one that has already come. */
  message<T>(
    accept: (message: unknown) => T | undefined,
    timeoutMilliseconds: number,
  ): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      const finish = (action: () => void) => {
        clearTimeout(timer);
        this.#listeners.delete(listener);
        action();
      };
      const listener = (message: unknown) => {
        const value = accept(message);
        if (value !== undefined) {
          finish(() => resolve(value));
        }
      };
      const timer = setTimeout(
        () =>
          finish(() =>
            reject(
              new Error(
                `The ${this.#title} did not get ready in ${
                  timeoutMilliseconds / 1000
                } s. Its log: ${this.logFile}`,
              ),
            ),
          ),
        timeoutMilliseconds,
      );
      this.#listeners.add(listener);
      this.#messages.forEach(listener);
      this.exited.then(code =>
        finish(() =>
          reject(
            new Error(
              `The ${
                this.#title
              } ended with exit code ${code} before it was ready. Its log: ${
                this.logFile
              }`,
            ),
          ),
        ),
      );
    });
  }

  /** Stands still until it is let go: it does nothing, and loses nothing. */
  hold(): void {
    this.#child.kill('SIGSTOP');
  }

  letGo(): void {
    this.#child.kill('SIGCONT');
  }

  async stop(): Promise<void> {
    if (!this.running) {
      return;
    }
    this.letGo();
    this.#child.kill('SIGTERM');
    const ended = await Promise.race([
      this.exited.then(() => true),
      delay(grace, false, { ref: false }),
    ]);
    if (!ended) {
      this.#child.kill('SIGKILL');
      await this.exited;
    }
  }
}
