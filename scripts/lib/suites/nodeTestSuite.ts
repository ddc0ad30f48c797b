import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root, workFolder } from '../../../packages/embedded/src/paths.ts';
import { runLogged } from './runLogged.ts';
import type { Suite } from './Suite.ts';

/** Tests by Node's own runner, for the packages that are ES modules run without a build. */
export function nodeTestSuite(options: {
  id: string;
  title: string;
  folder: string;
  /** Files at once. */
  concurrency?: number;
}): Suite {
  const { id, title, folder, concurrency = 2 } = options;
  return {
    id,
    title,
    async run({ logFile, env }) {
      const tapFile = join(workFolder, `${id}.tap`);
      await rm(tapFile, { force: true });
      const code = await runLogged({
        command: process.execPath,
        args: [
          '--test',
          `--test-concurrency=${concurrency}`,
          '--test-reporter=spec',
          '--test-reporter-destination=stdout',
          '--test-reporter=tap',
          `--test-reporter-destination=${tapFile}`,
          'src/**/*.test.ts',
        ],
        cwd: join(root, folder),
        env,
        logFile,
      });
      const tap = await readFile(tapFile, 'utf8');
      const count = (name: string) =>
        Number(new RegExp(`^# ${name} (\\d+)$`, 'm').exec(tap)?.[1] ?? 0);
      const failed = count('fail') + count('cancelled');
      return {
        passed: count('pass'),
        failed: code !== 0 && failed === 0 ? 1 : failed,
        skipped: count('skipped') + count('todo'),
      };
    },
  };
}
