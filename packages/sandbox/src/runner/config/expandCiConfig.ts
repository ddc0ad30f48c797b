import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { z } from 'zod';
import { runGit } from '../../git/GitCommand.ts';
import { globToRegExp } from '../rules/globToRegExp.ts';
import { readLocalIncludes } from './checkIncludes.ts';
import { CiConfigError } from './parseCiConfig.ts';

const timeoutMilliseconds = 30_000;
const configFile = '.gitlab-ci.yml';

export interface ExpandedConfig {
  /** Of the whole configuration, as YAML: includes, `extends`, references and defaults resolved. */
  yaml: string;
  /** The local files that were included. */
  includes: string[];
  warnings: string[];
}

/**
 * Resolves the `.gitlab-ci.yml` of a folder with gitlab-ci-local, which also checks it against
 * GitLab's own schema. That package is a bundled program without exports, so it is run as one, on
 * a folder that it may write into and with an environment that tells it nothing.
 */
export async function expandCiConfig(
  folder: string,
  inputs: Record<string, unknown> = {},
): Promise<ExpandedConfig> {
  await removeOwnSettings(folder);
  const includes = await collectIncludes(folder);
  if (Object.keys(inputs).length > 0) {
    await writeFile(
      join(folder, '.gitlab-ci-local-inputs.yml'),
      stringify(inputs),
    );
  }
  // It finds local includes among the files that git tracks.
  await runGit(['init', '--quiet'], { cwd: folder });
  await runGit(['add', '--all', '--force'], { cwd: folder });
  const result = await runProgram(folder);
  if (result.code !== 0) {
    throw new CiConfigError(readProblems(result.output, folder));
  }
  const written = join(folder, '.gitlab-ci-local', 'expanded-gitlab-ci.yml');
  return {
    yaml: await readFile(written, 'utf8'),
    includes,
    warnings: readWarnings(result.output),
  };
}

/** A repository must not steer the program by files of its own. */
async function removeOwnSettings(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith('.gitlab-ci-local')) {
      await rm(join(folder, name), { recursive: true });
    }
  }
}

async function collectIncludes(folder: string): Promise<string[]> {
  const seen = new Set<string>();
  const files = (await readdir(folder, { recursive: true })).map(String);
  const visit = async (path: string): Promise<void> => {
    const text = await readFile(join(folder, path), 'utf8');
    for (const include of readLocalIncludes(text)) {
      const pattern = globToRegExp(include);
      const found = files.filter(file => pattern.test(file));
      if (found.length === 0) {
        throw new CiConfigError([`Local file \`${include}\` does not exist!`]);
      }
      for (const file of found.filter(one => !seen.has(one))) {
        seen.add(file);
        await visit(file);
      }
    }
  };
  if (!existsSync(join(folder, configFile))) {
    throw new CiConfigError(['Missing CI config file']);
  }
  await visit(configFile);
  return [...seen];
}

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

async function runProgram(
  folder: string,
): Promise<{ code: number | null; output: string }> {
  const program = await findProgram();
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, '--preview'], {
      cwd: folder,
      env: {
        PATH: process.env.PATH ?? '/usr/bin:/bin',
        HOME: folder,
        NO_COLOR: '1',
        FORCE_COLOR: '0',
        GIT_CONFIG_NOSYSTEM: '1',
      },
      // What it prints on stdout is the configuration, which it also writes to a file.
      stdio: ['ignore', 'ignore', 'pipe'],
      timeout: timeoutMilliseconds,
      killSignal: 'SIGKILL',
    });
    let output = '';
    child.stderr.on('data', chunk => {
      output += chunk;
    });
    child.on('error', reject);
    child.on('close', code => resolve({ code, output }));
  });
}

const chatter =
  /^(parsing and downloads|json schema validated|Using fallback|Unable to retrieve|fatal:|\s*Command failed|For further troubleshooting|\t• (Copy|Use)|\s+at )/;

function usefulLines(output: string): string[] {
  return output
    .replace(/\u001b\[[0-9;]*m|\u001b\]8;;[^\u0007]*\u0007/g, '')
    .split('\n')
    .filter(line => line.trim() && !chatter.test(line))
    .map(line => line.replace(/^\s*•\s*/, '').trim());
}

function readProblems(output: string, folder: string): string[] {
  const lines = usefulLines(output)
    .filter(line => !/^Invalid \.gitlab-ci\.yml configuration!?$/.test(line))
    .map(line => line.replaceAll(`${folder}/`, '').replaceAll(folder, '.'));
  return lines.length > 0 ? lines : ['Invalid configuration format'];
}

function readWarnings(output: string): string[] {
  return usefulLines(output);
}
