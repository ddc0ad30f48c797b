/** A process of its own: ends what a lab has started when the lab itself was killed. */
import { rm } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** What the lab tells: each process that it starts, and the folder that goes with it. */
export type GuardMessage = { pid: number } | { folder: string };

const pids: number[] = [];
let folder: string | undefined;

process.on('message', (message: GuardMessage) => {
  if ('pid' in message) {
    pids.push(message.pid);
  } else {
    folder = message.folder;
  }
});
// It stays when Ctrl-C reaches the whole group: the lab stops in good order by itself.
process.on('SIGINT', () => {});
process.on('disconnect', async () => {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    for (const pid of pids) {
      try {
        process.kill(pid, signal);
      } catch {
        // Ended already, which is what was wanted.
      }
    }
    await delay(2_000);
  }
  if (folder) {
    await rm(folder, { recursive: true, force: true });
  }
  process.exit();
});
