import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root, workFolder } from '../../../packages/embedded/src/paths.ts';
import { runLogged } from './runLogged.ts';
import type { Suite } from './Suite.ts';

/** The tests of the plugins and the portal, by Jest through Backstage's own command. */
export const jestSuite: Suite = {
  id: 'plugins',
  title: 'Plugins and portal',
  async run({ logFile, env }) {
    const outputFile = join(workFolder, 'jest.json');
    await rm(outputFile, { force: true });
    const code = await runLogged({
      command: 'yarn',
      args: [
        'backstage-cli',
        'repo',
        'test',
        '--watch=false',
        '--maxWorkers=2',
        '--json',
        `--outputFile=${outputFile}`,
      ],
      cwd: root,
      env: { ...env, CI: '1' },
      logFile,
    });
    const report = JSON.parse(await readFile(outputFile, 'utf8'));
    const failed =
      report.numFailedTests + (report.numRuntimeErrorTestSuites ?? 0);
    return {
      passed: report.numPassedTests,
      // A run that fails without a failing test (a leak, a crash) is a failure all the same.
      failed: code !== 0 && failed === 0 ? 1 : failed,
      skipped: report.numPendingTests,
    };
  },
};
