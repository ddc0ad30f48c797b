import { cp, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { root, workFolder } from '../../../packages/embedded/src/paths.ts';
import { runLogged } from './runLogged.ts';
import type { Suite } from './Suite.ts';

/**
 * The tests of a service as a template renders it, by plain Python in a fresh environment: among
 * them one that starts the service, asks it, and breaks it on purpose. The linters are modules of
 * Python with their arguments, as the service's pipeline runs them.
 */
export function renderedServiceSuite(
  template: string,
  variant: string,
  linters: string[][] = [],
): Suite {
  return {
    id: `service-${template}`,
    title: `Service of ${template}`,
    async run({ logFile, env }) {
      const source = join(root, 'templates', template);
      const folder = join(workFolder, 'services', template);
      await rm(folder, { recursive: true, force: true });
      await cp(join(source, 'expected', variant, 'app'), folder, {
        recursive: true,
      });
      // Copied without templating, and therefore not among what is expected.
      const skeleton = join(source, 'skeleton', 'app');
      for (const name of await readdir(skeleton)) {
        if (name.endsWith('.lock')) {
          await cp(join(skeleton, name), join(folder, name));
        }
      }

      const python = join(folder, '.venv', 'bin', 'python');
      const report = join(workFolder, `${template}.xml`);
      await rm(report, { force: true });
      const steps: Array<[string, string[]]> = [
        ['python3', ['-m', 'venv', '.venv']],
        [
          python,
          [
            '-m',
            'pip',
            'install',
            '--quiet',
            '--disable-pip-version-check',
            '--require-hashes',
            '-r',
            'requirements-dev.lock',
          ],
        ],
        ...linters.map((linter): [string, string[]] => [
          python,
          ['-m', ...linter],
        ]),
      ];
      for (const [command, args] of steps) {
        const code = await runLogged({
          command,
          args,
          cwd: folder,
          env,
          logFile,
        });
        if (code !== 0) {
          return { passed: 0, failed: 1, skipped: 0 };
        }
      }
      const code = await runLogged({
        command: python,
        args: ['-m', 'pytest', `--junitxml=${report}`],
        cwd: folder,
        env,
        logFile,
      });
      return readCounts(await readFile(report, 'utf8'), code);
    },
  };
}

/** Counts in the attributes of pytest's JUnit report. */
function readCounts(xml: string, code: number) {
  const count = (name: string) =>
    Number(new RegExp(`<testsuite [^>]*\\b${name}="(\\d+)"`).exec(xml)?.[1]);
  const failed = count('failures') + count('errors');
  const skipped = count('skipped');
  return {
    passed: count('tests') - failed - skipped,
    failed: code !== 0 && failed === 0 ? 1 : failed,
    skipped,
  };
}
