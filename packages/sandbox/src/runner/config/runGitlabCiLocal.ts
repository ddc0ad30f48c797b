import { spawn } from 'node:child_process';
import { appendFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { runGit } from '../../git/GitCommand.ts';

const timeoutMilliseconds = 30_000;

const packageSchema = z.object({
  bin: z.union([z.string(), z.record(z.string())]),
});

async function findProgram(): Promise<string> {
  const file = createRequire(import.meta.url).resolve(
    'gitlab-ci-local/package.json',
  );
  const { bin } = packageSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const path = typeof bin === 'string' ? bin : bin['gitlab-ci-local'];
  return join(dirname(file), path);
}

/**
 * The program asks git which files there are, and who, where and what else it has: this answers
 * it, so that all that it says is about the configuration.
 */
async function makeRepository(folder: string): Promise<void> {
  await runGit(['init', '--quiet', '--initial-branch=main'], { cwd: folder });
  const git = join(folder, '.git');
  await appendFile(
    join(git, 'config'),
    '[user]\n\tname = sandbox\n\temail = sandbox@example.com\n[remote "origin"]\n\turl = https://sandbox.invalid/group/project.git\n',
  );
  await mkdir(join(git, 'refs', 'remotes', 'origin'), { recursive: true });
  await writeFile(
    join(git, 'refs', 'remotes', 'origin', 'HEAD'),
    'ref: refs/remotes/origin/main\n',
  );
  await runGit(['add', '--all', '--force'], { cwd: folder });
  await runGit(['commit', '--quiet', '--message=configuration'], {
    cwd: folder,
  });
}

export interface ProgramResult {
  code: number | null;
  /** What it said beside the configuration, line by line. */
  lines: string[];
  /** The configuration with everything resolved; undefined when it failed. */
  yaml: string | undefined;
}

/** Runs gitlab-ci-local's program on a folder, with an environment that tells it nothing. */
export async function runGitlabCiLocal(folder: string): Promise<ProgramResult> {
  await makeRepository(folder);
  const program = await findProgram();
  const { code, output } = await new Promise<{
    code: number | null;
    output: string;
  }>((resolve, reject) => {
    const child = spawn(process.execPath, [program, '--preview'], {
      cwd: folder,
      env: {
        PATH: process.env.PATH ?? '/usr/bin:/bin',
        HOME: folder,
        NO_COLOR: '1',
        FORCE_COLOR: '0',
        GIT_CONFIG_NOSYSTEM: '1',
      },
      // What it prints on stdout is the configuration without its defaults.
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: timeoutMilliseconds,
      killSignal: 'SIGKILL',
    });
    let text = '';
    child.stderr.on('data', chunk => {
      text += chunk;
    });
    child.on('error', reject);
    child.on('close', exit => resolve({ code: exit, output: text }));
  });
  const expanded = join(folder, '.gitlab-ci-local', 'expanded-gitlab-ci.yml');
  return {
    code,
    lines: usefulLines(output, folder),
    yaml: code === 0 ? await readFile(expanded, 'utf8') : undefined,
  };
}

const chatter =
  /^(parsing and downloads|json schema validated|Invalid \.gitlab-ci\.yml configuration|For further troubleshooting|\s*• (Copy|Use)|\s+at )/;

function usefulLines(output: string, folder: string): string[] {
  return output
    .replace(/\u001b\[[0-9;]*m|\u001b\]8;;[^\u0007]*\u0007/g, '')
    .replaceAll(`${folder}/`, '')
    .replaceAll(folder, '.')
    .split('\n')
    .filter(line => line.trim() && !chatter.test(line))
    .map(line => line.replace(/^\s*•\s*/, '').trim());
}
