import { join } from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { tryGit } from '../../git/GitCommand.ts';
import type { CommitInfo } from '../../git/parseCommits.ts';
import type { Registry } from '../../registry/index.ts';
import type { RunnerEvent, RunnerHost } from '../../runner/index.ts';
import { isProtectedRef } from '../branches/protection.ts';
import type { ForgeContext } from '../ForgeContext.ts';
import type { ProjectRecord } from '../records/records.ts';
import { variablesFor } from '../variables/variablesFor.ts';

function fullRef(ref: string, tag: boolean): string {
  return `${tag ? 'refs/tags' : 'refs/heads'}/${ref}`;
}

/** The forge, as the runner needs it. */
export function createRunnerHost(
  context: ForgeContext,
  options: {
    registry: () => Registry;
    emit: (event: RunnerEvent) => void;
  },
): RunnerHost {
  const { records, git } = context;

  function needProject(id: number): ProjectRecord {
    const project = records.projects.get(id);
    if (!project) {
      throw new Error(`Project ${id} is not there any more`);
    }
    return project;
  }

  return {
    baseUrl: () => context.baseUrl(),
    registryHost: () => context.registryHost(),
    project(id) {
      const project = records.projects.get(id);
      return (
        project && {
          id,
          name: project.name,
          path: project.fullPath,
          url: `${context.baseUrl()}/${project.fullPath}`,
          defaultBranch: project.defaultBranch,
          visibility: project.visibility,
        }
      );
    },
    user: id => records.users.get(id),
    async commit(projectId, revision) {
      const commit = await git.of(needProject(projectId)).commit(revision);
      return commit && toCiCommit(commit);
    },
    async changedFiles(projectId, before, after) {
      const result = await tryGit(
        ['diff', '--name-only', '-z', '--no-renames', before, after, '--'],
        { cwd: git.of(needProject(projectId)).folder },
      );
      // After a force push the commit before may be gone: then nothing is known to have changed.
      return result.stdout.toString('utf8').split('\0').filter(Boolean);
    },
    async checkOut(projectId, sha, folder) {
      const index = await mkdtemp(join(tmpdir(), 'slipway-index-'));
      try {
        const repository = git.of(needProject(projectId));
        const env = { GIT_INDEX_FILE: join(index, 'index') };
        await repository.run(['read-tree', sha], undefined, env);
        await repository.run(
          [`--work-tree=${folder}`, 'checkout-index', '--all', '--force'],
          undefined,
          env,
        );
      } finally {
        await rm(index, { recursive: true, force: true });
      }
    },
    isProtected: (projectId, ref, tag) =>
      isProtectedRef(context, { id: projectId }, fullRef(ref, tag)),
    variables: (projectId, { ref, tag, environment }) =>
      variablesFor(context, needProject(projectId), {
        ref: fullRef(ref, tag),
        environment,
      }).map(({ key, value, variableType, masked, raw }) => ({
        key,
        value,
        variableType,
        masked,
        raw,
      })),
    nextIid: (projectId, sequence) => context.nextIid(projectId, sequence),
    issueJobToken: job => context.issueJobToken(job),
    revokeJobToken: jobId => context.revokeJobToken(jobId),
    pushImage: image => options.registry().pushSimulatedImage(image),
    emit: options.emit,
  };
}

function toCiCommit(commit: CommitInfo) {
  return {
    sha: commit.sha,
    message: commit.message,
    timestamp: commit.committedDate,
    authorName: commit.authorName,
    authorEmail: commit.authorEmail,
  };
}
