import { z } from 'zod';
import { tryGit } from '../../git/GitCommand.ts';
import type { GitRepository } from '../../git/GitRepository.ts';
import type { TreeEntry } from '../../git/parseTree.ts';
import { parseTree } from '../../git/parseTree.ts';
import { writeTree } from '../../git/writeCommit.ts';
import type { ProjectRecord } from '../../forge/records/records.ts';
import type { GithubRoute } from '../api/GithubRoute.ts';
import type { GithubContext } from '../GithubContext.ts';
import { apiUrlOf } from '../present/presentRepository.ts';
import { checkWorkflowFiles } from '../refs/workflowFiles.ts';
import { readGithubParams } from '../router/readGithubParams.ts';
import { planTree, treeEntrySchema } from './planTree.ts';
import { refuseEmpty } from './refuseEmpty.ts';

const path = '/repos/{owner}/{repo}/git/trees';

/** The tree that a name means: of a branch, tag or commit, or the tree itself. */
async function resolveTree(
  git: GitRepository,
  name: string,
): Promise<string | undefined> {
  if (!/^[\w./-]+$/.test(name) || name.startsWith('-')) {
    return undefined;
  }
  const result = await tryGit(
    ['rev-parse', '--verify', '--quiet', `${name}^{tree}`],
    { cwd: git.folder },
  );
  return result.code === 0 ? result.stdout.toString('utf8').trim() : undefined;
}

async function listTree(
  git: GitRepository,
  sha: string,
  recursive: boolean,
): Promise<Array<TreeEntry & { size?: number }>> {
  const args = [
    'ls-tree',
    '-z',
    '--full-tree',
    ...(recursive ? ['-r', '-t'] : []),
  ];
  const [plain, long] = await Promise.all([
    git.run([...args, sha]),
    git.run([...args, '-l', sha]),
  ]);
  const sizes = new Map(
    long
      .toString('utf8')
      .split('\0')
      .filter(Boolean)
      .map(line => {
        const [head, name] = line.split('\t');
        return [name, Number(head.split(/\s+/)[3])];
      }),
  );
  return parseTree(plain.toString('utf8')).map(entry => ({
    ...entry,
    size: entry.type === 'blob' ? sizes.get(entry.path) : undefined,
  }));
}

/** Trees of git, to read and to make. */
export function treeRoutes(context: GithubContext): GithubRoute[] {
  const { forge, errors } = context;

  async function presentTree(
    project: ProjectRecord,
    sha: string,
    recursive: boolean,
  ) {
    const url = `${apiUrlOf(context, project)}/git`;
    const entries = await listTree(forge.git.of(project), sha, recursive);
    return {
      sha,
      url: `${url}/trees/${sha}`,
      tree: entries.map(({ path: name, mode, type, id, size }) => ({
        path: name,
        mode,
        type,
        sha: id,
        ...(size === undefined ? {} : { size }),
        ...(type === 'commit' ? {} : { url: `${url}/${type}s/${id}` }),
      })),
      truncated: false,
    };
  }

  return [
    {
      method: 'GET',
      path: `${path}/{tree_sha}`,
      docs: 'git/trees#get-a-tree',
      access: {
        kind: 'repository',
        role: 'read',
        permission: 'contents',
        level: 'read',
      },
      async handle({ repository, params, query }) {
        await refuseEmpty(context, repository);
        if (/\s/.test(params.tree_sha)) {
          throw errors.unprocessable('Invalid object requested');
        }
        const sha = await resolveTree(
          forge.git.of(repository),
          params.tree_sha,
        );
        if (!sha) {
          throw errors.notFound();
        }
        // Any value at all, `0` too, means yes.
        const recursive = query.recursive !== undefined;
        return {
          status: 200,
          body: await presentTree(repository, sha, recursive),
        };
      },
    },
    {
      method: 'POST',
      path,
      docs: 'git/trees#create-a-tree',
      access: {
        kind: 'repository',
        role: 'write',
        permission: 'contents',
        level: 'write',
      },
      async handle({ repository, body, principal }) {
        const given = readGithubParams(
          body,
          z.object({
            base_tree: z.string().nullish(),
            tree: z.array(treeEntrySchema),
          }),
        );
        await refuseEmpty(context, repository);
        checkWorkflowFiles(
          context,
          principal,
          given.tree.map(entry => entry.path ?? ''),
        );
        const git = forge.git.of(repository);
        const base = given.base_tree
          ? await resolveTree(git, given.base_tree)
          : undefined;
        if (given.base_tree && !base) {
          throw errors.notFound();
        }
        const subtrees = new Map<string, TreeEntry[]>();
        for (const entry of given.tree) {
          if (!entry.sha) {
            continue;
          }
          const kind = entry.mode === '040000' ? 'tree' : 'blob';
          const found = await tryGit(['cat-file', '-t', entry.sha], {
            cwd: git.folder,
          });
          const isKind = found.stdout.toString('utf8').trim() === kind;
          if (!isKind && entry.mode !== '160000') {
            throw errors.unprocessable(
              `tree.sha ${entry.sha} is not a valid ${kind}`,
            );
          }
          if (kind === 'tree') {
            const files = await listTree(git, entry.sha, true);
            subtrees.set(
              entry.sha,
              files.filter(file => file.type !== 'tree'),
            );
          }
        }
        const files = base ? await listTree(git, base, true) : [];
        const plan = planTree(files, given.tree, subtrees);
        if (!plan.ok) {
          throw errors.unprocessable(plan.message);
        }
        const sha = await writeTree(git, base, plan.changes);
        const made = await presentTree(repository, sha, false);
        return { status: 201, body: made, headers: { location: made.url } };
      },
    },
  ];
}
