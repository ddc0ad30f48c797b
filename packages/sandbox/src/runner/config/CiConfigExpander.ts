import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { globToRegExp } from '../rules/globToRegExp.ts';
import { readLocalIncludes } from './checkIncludes.ts';
import { CiConfigError } from './parseCiConfig.ts';
import { runGitlabCiLocal } from './runGitlabCiLocal.ts';

const configFile = '.gitlab-ci.yml';
const inputsFile = '.gitlab-ci-local-inputs.yml';
const remembered = 100;

export interface ExpandedConfig {
  /** The whole configuration: includes, `extends`, references and most defaults resolved. */
  yaml: string;
  /** The local files that were included. */
  includes: string[];
  warnings: string[];
}

/**
 * Resolves the `.gitlab-ci.yml` of a folder with gitlab-ci-local, which also checks it against
 * GitLab's own schema. That package is a bundled program without exports, so it is run as one;
 * what it makes of the same files is remembered, as it depends on nothing else.
 */
export class CiConfigExpander {
  #known = new Map<string, ExpandedConfig>();

  /** The folder may be written into. */
  async expand(
    folder: string,
    inputs: Record<string, unknown> = {},
  ): Promise<ExpandedConfig> {
    await removeOwnSettings(folder);
    const files = await collectFiles(folder);
    const key = createHash('sha256')
      .update(JSON.stringify([[...files], inputs]))
      .digest('hex');
    const known = this.#known.get(key);
    if (known) {
      return known;
    }
    if (Object.keys(inputs).length > 0) {
      await writeFile(join(folder, inputsFile), stringify(inputs));
    }
    const { yaml, lines } = await runGitlabCiLocal(folder);
    if (yaml === undefined) {
      throw new CiConfigError(
        lines.length > 0 ? lines : ['Invalid configuration format'],
      );
    }
    const includes = [...files.keys()].filter(file => file !== configFile);
    const expanded = { yaml, includes, warnings: lines };
    this.#remember(key, expanded);
    return expanded;
  }

  #remember(key: string, expanded: ExpandedConfig): void {
    const [oldest] = this.#known.keys();
    if (this.#known.size >= remembered && oldest !== undefined) {
      this.#known.delete(oldest);
    }
    this.#known.set(key, expanded);
  }
}

/** A repository must not steer the program by files of its own. */
async function removeOwnSettings(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (name.startsWith('.gitlab-ci-local') || name === '.git') {
      await rm(join(folder, name), { recursive: true });
    }
  }
}

/** The configuration and what it includes, by path. */
async function collectFiles(folder: string): Promise<Map<string, string>> {
  if (!existsSync(join(folder, configFile))) {
    throw new CiConfigError(['Missing CI config file']);
  }
  const present = (await readdir(folder, { recursive: true })).map(String);
  const files = new Map<string, string>();
  const visit = async (path: string): Promise<void> => {
    const text = await readFile(join(folder, path), 'utf8');
    files.set(path, text);
    for (const include of readLocalIncludes(text)) {
      const pattern = globToRegExp(include);
      const found = present.filter(file => pattern.test(file));
      if (found.length === 0) {
        throw new CiConfigError([`Local file \`${include}\` does not exist!`]);
      }
      for (const file of found.filter(one => !files.has(one))) {
        await visit(file);
      }
    }
  };
  await visit(configFile);
  return files;
}
