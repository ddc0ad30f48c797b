import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { promisify } from 'node:util';
import type { FaultsWorld } from '../world/FaultsWorld.ts';
import type { StoredRecord } from '../world/WatchedStorage.ts';
import { normalise, stable } from './normalise.ts';

const run = promisify(execFile);

/** Records of a repository that a launch makes, with what is compared of each. */
const parts: Record<string, (record: StoredRecord) => object> = {
  'forge-variables': ({ key, value, hidden, masked, ...rest }) => ({
    key,
    value: hidden || masked ? 'a secret' : value,
    hidden,
    masked,
    protected: rest.protected,
    raw: rest.raw,
    environmentScope: rest.environmentScope,
  }),
  'forge-hooks': ({ url, events, enableSslVerification }) => ({
    url,
    events,
    enableSslVerification,
  }),
  'forge-tokens': ({ name, scopes, accessLevel, revoked }) => ({
    name,
    scopes,
    accessLevel,
    revoked,
  }),
  'forge-deploy-tokens': ({ name, scopes, revoked }) => ({
    name,
    scopes,
    revoked,
  }),
  'forge-deploy-keys': ({ title, canPush }) => ({ title, canPush }),
  'forge-protected-branches': ({ name, allowForcePush }) => ({
    name,
    allowForcePush,
  }),
  'github-hooks': ({ url, events, active }) => ({ url, events, active }),
  'github-actions-secrets': ({ name, environment }) => ({ name, environment }),
  'github-actions-variables': ({ name, value, environment }) => ({
    name,
    // Beside a secret stands what is known of it, such as its fingerprint.
    value: /^SHA256:|SLIPWAY/.test(String(value)) ? 'a mark' : value,
    environment,
  }),
};

/** Names of what stays on record after it has been revoked, as on a real forge. */
const revocable = new Set(['forge-tokens', 'forge-deploy-tokens']);

export function projectsOf(
  world: Pick<FaultsWorld, 'storage'>,
  service: string,
): StoredRecord[] {
  const paths = [`acme/${service}`, `acme/${service}-gitops`];
  return world.storage.find('forge-projects', one =>
    paths.includes(String(one.fullPath)),
  );
}

/** What belongs to one of these repositories, whether that is there or not. */
export function partsOf(
  world: Pick<FaultsWorld, 'storage'>,
  ids: ReadonlySet<unknown>,
): Array<{ collection: string; record: StoredRecord; compared: object }> {
  return Object.entries(parts).flatMap(([collection, compare]) =>
    world.storage
      .find(
        collection,
        one =>
          ids.has(one.projectId) ||
          (one.owner === 'project' && ids.has(one.ownerId)),
      )
      .filter(one => !(revocable.has(collection) && one.revoked))
      .map(record => ({ collection, record, compared: compare(record) })),
  );
}

/** Repositories with their files and commits, and all that hangs on them. */
export async function readForge(
  world: FaultsWorld,
  service: string,
): Promise<string[]> {
  const projects = projectsOf(world, service);
  const lines: string[] = [];
  for (const project of projects) {
    const { description, visibility, defaultBranch, archived, topics } =
      project;
    const path = String(project.fullPath);
    lines.push(
      `repository ${path} ${stable({
        description,
        visibility,
        defaultBranch,
        archived,
        topics,
      })}`,
      ...(await readContent(world, project, service)),
      ...partsOf(world, new Set([project.id])).map(
        ({ collection, compared }) =>
          `${collection} of ${path} ${stable(compared)}`,
      ),
    );
  }
  lines.push(
    ...world.storage
      .find('registry-tags', one => one.repository === `acme/${service}`)
      .map(({ tag }) => `image acme/${service}:${tag}`),
  );
  return lines.map(line => normalise(line, service));
}

async function readContent(
  world: FaultsWorld,
  { id, fullPath }: StoredRecord,
  service: string,
): Promise<string[]> {
  const cwd = join(world.folder, 'sandbox', 'repositories', `${id}.git`);
  const git = async (...args: string[]) =>
    (await run('git', args, { cwd })).stdout.split('\n').filter(Boolean);
  const refs = await git('for-each-ref', '--format=%(refname)');
  if (refs.length === 0) {
    return [];
  }
  const subjects = await git('log', '--all', '--format=%s');
  const entries = (await git('ls-tree', '-r', 'HEAD')).map(entry => {
    const [about, file] = entry.split('\t');
    const [mode, , blob] = about.split(' ');
    return { mode, file, blob };
  });
  const contents = await readBlobs(
    cwd,
    entries.map(({ blob }) => blob),
  );
  return [
    ...refs.map(ref => `ref ${ref} of ${fullPath}`),
    ...subjects.map(subject => `commit of ${fullPath}: ${subject}`),
    ...entries.map(({ mode, file }, index) => {
      const content = normalise(contents[index], service);
      const digest = createHash('sha256').update(content).digest('hex');
      return `file ${fullPath} ${mode} ${file} ${digest.slice(0, 6)}`;
    }),
  ];
}

/** All of them by one process. */
async function readBlobs(cwd: string, ids: string[]): Promise<string[]> {
  const child = spawn('git', ['cat-file', '--batch'], {
    cwd,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(ids.map(id => `${id}\n`).join(''));
  const all = await buffer(child.stdout);
  let at = 0;
  return ids.map(() => {
    const line = all.indexOf('\n', at);
    const size = Number(all.toString('utf8', at, line).split(' ')[2]);
    const content = all.toString('utf8', line + 1, line + 1 + size);
    at = line + 1 + size + 1;
    return content;
  });
}
