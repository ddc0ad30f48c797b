import { root } from '../../../packages/embedded/src/paths.ts';
import { runLogged } from './runLogged.ts';
import type { Suite } from './Suite.ts';

/** A suite of one: a command that succeeds or fails. */
export function checkSuite(
  id: string,
  title: string,
  commands: string[][],
): Suite {
  return {
    id,
    title,
    async run({ logFile, env }) {
      for (const [command, ...args] of commands) {
        const code = await runLogged({
          command,
          args,
          cwd: root,
          env,
          logFile,
        });
        if (code !== 0) {
          return { passed: 0, failed: 1, skipped: 0 };
        }
      }
      return { passed: 1, failed: 0, skipped: 0 };
    },
  };
}
