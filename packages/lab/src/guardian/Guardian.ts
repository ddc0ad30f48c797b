import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { GuardMessage } from './guard.ts';

/**
 * Ends the programs of a lab whatever becomes of the process that started them, also by SIGKILL:
 * they know nothing of it, so another process watches for them.
 */
export class Guardian {
  #process: ChildProcess;

  constructor(folder: string) {
    this.#process = fork(join(import.meta.dirname, 'guard.ts'), {
      detached: true,
      stdio: 'ignore',
    });
    // It waits for this process, and is not waited for.
    this.#process.unref();
    this.#process.channel?.unref();
    this.#tell({ folder });
  }

  watch(pid: number): void {
    this.#tell({ pid });
  }

  /** Once everything has ended in good order. */
  async dismiss(): Promise<void> {
    if (this.#process.connected) {
      this.#process.ref();
      const exited = once(this.#process, 'exit');
      this.#process.kill('SIGTERM');
      await exited;
    }
  }

  #tell(message: GuardMessage): void {
    this.#process.send(message);
  }
}
