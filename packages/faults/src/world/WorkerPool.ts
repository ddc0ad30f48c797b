import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../../../embedded/src/paths.ts';
import type { LaunchOrder, LaunchResult } from '../worker/protocol.ts';

const require = createRequire(join(root, 'package.json'));

/** How a launch in a worker ended: by itself, or with its process. */
export type WorkerEnd =
  | { kind: 'ended'; result: LaunchResult }
  | { kind: 'killed' };

/** Processes that launch. A killed one is replaced before it is missed. */
export class WorkerPool {
  readonly #env: NodeJS.ProcessEnv;
  readonly #log: WriteStream;
  readonly #idle: Worker[] = [];
  #starting: Promise<unknown> = Promise.resolve();
  #all = new Set<Worker>();
  #isOpen = true;

  constructor(options: { env: NodeJS.ProcessEnv; logFile: string }) {
    this.#env = options.env;
    this.#log = createWriteStream(options.logFile, { mode: 0o600 });
    // Two streams of each worker.
    this.#log.setMaxListeners(0);
  }

  /** Has one more ready soon; one is started at a time. */
  warm(): void {
    const starting = this.#starting.then(() => this.#start());
    this.#starting = starting.then(
      worker => this.#idle.push(worker),
      () => {},
    );
  }

  async run(order: LaunchOrder): Promise<WorkerEnd> {
    const worker = this.#idle.pop() ?? (await this.#start());
    const end = await worker.run(order);
    // What was said and put out is searched with the rest at the end.
    this.#log.write(`${JSON.stringify(end)}\n`);
    if (end.kind === 'killed') {
      this.#all.delete(worker);
      if (this.#isOpen) {
        this.warm();
      }
    } else {
      this.#idle.push(worker);
    }
    return end;
  }

  async stop(): Promise<void> {
    this.#isOpen = false;
    await this.#starting;
    await Promise.all([...this.#all].map(worker => worker.stop()));
    this.#log.end();
  }

  async #start(): Promise<Worker> {
    const child = fork(join(import.meta.dirname, '../worker/main.ts'), [], {
      cwd: root,
      env: this.#env,
      execArgv: [
        '--disable-warning=MODULE_TYPELESS_PACKAGE_JSON',
        '--require',
        require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
      ],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    child.stdout!.pipe(this.#log, { end: false });
    child.stderr!.pipe(this.#log, { end: false });
    const worker = new Worker(child);
    this.#all.add(worker);
    await worker.ready();
    return worker;
  }
}

class Worker {
  readonly #child: ChildProcess;

  constructor(child: ChildProcess) {
    this.#child = child;
  }

  async ready(): Promise<void> {
    const end = await Promise.race([
      this.#message('ready'),
      once(this.#child, 'exit').then(() => undefined),
    ]);
    if (!end) {
      throw new Error('A worker ended before it was ready; see workers.log');
    }
  }

  async run(order: LaunchOrder): Promise<WorkerEnd> {
    const ended = this.#message('ended');
    const exited = once(this.#child, 'exit');
    this.#child.send(order);
    return Promise.race([
      ended.then(({ result }) => ({
        kind: 'ended' as const,
        result: result as LaunchResult,
      })),
      exited.then(() => ({ kind: 'killed' as const })),
    ]);
  }

  async stop(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      this.#child.kill('SIGKILL');
      await once(this.#child, 'exit');
    }
  }

  #message(type: string): Promise<{ type: string; result?: unknown }> {
    return new Promise(resolve => {
      const listen = (message: unknown) => {
        const told = message as { type: string };
        if (told.type === type) {
          this.#child.off('message', listen);
          resolve(told);
        }
      };
      this.#child.on('message', listen);
    });
  }
}
