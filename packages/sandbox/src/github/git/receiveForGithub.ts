import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  deriveRefChanges,
  receivePush,
} from '../../forge/events/receivePush.ts';
import { accessLevels } from '../../forge/records/accessLevels.ts';
import type { ProjectRecord, UserRecord } from '../../forge/records/records.ts';
import type { PushRules } from '../../git/pushRules.ts';
import { ReportRewriter } from '../../git/ReportRewriter.ts';
import type { GithubContext } from '../GithubContext.ts';
import { pushRulesOf } from '../refs/pushRulesOf.ts';
import type { Pusher } from '../refs/pushRulesOf.ts';

const resultSchema = z.object({
  options: z.array(z.string()).default([]),
  reasons: z.record(z.string()).default({}),
});

/** What the hook has written down; nothing when git did not get as far as the hook. */
function readResult(file: string): z.output<typeof resultSchema> {
  return resultSchema.parse(
    existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {},
  );
}

/** The forge's level of whoever pushes, for GitLab's own rules of a repository. */
function levelOf(
  context: GithubContext,
  project: ProjectRecord,
  pusher: Pusher,
): number {
  return 'userId' in pusher &&
    (pusher.kind === 'classic' || pusher.kind === 'fine-grained')
    ? context.forge.access.userLevel(pusher.userId, project)
    : accessLevels.maintainer;
}

/** Lets git receive a push by GitHub's rules, over whatever it comes, and tells what came of it. */
export async function receiveForGithub(
  context: GithubContext,
  project: ProjectRecord,
  pusher: Pusher,
  user: UserRecord,
  serve: (options: {
    env: Record<string, string>;
    rewrite: ReportRewriter;
    /** To be called when git has ended and before its client learns so. */
    beforeEnd: () => Promise<void>;
  }) => Promise<void>,
): Promise<void> {
  const { forge } = context;
  const git = forge.git.of(project);
  await git.exclusively(async () => {
    const before = await git.refs('refs/');
    const rules: PushRules = {
      level: levelOf(context, project, pusher),
      defaultBranch: project.defaultBranch,
      // GitHub lets everybody with write access make the first branch.
      empty: false,
      protected: forge.records.protectedBranches
        .filter(rule => rule.projectId === project.id)
        .map(rule => ({
          name: rule.name,
          push: rule.push.map(each => each.accessLevel),
          allowForcePush: rule.allowForcePush,
        })),
      github: await pushRulesOf(context, project, pusher),
    };
    const result = join(forge.git.folder, `push-${randomUUID()}.json`);
    try {
      await serve({
        env: {
          SLIPWAY_PUSH_RULES: JSON.stringify(rules),
          SLIPWAY_PUSH_RESULT: result,
        },
        rewrite: new ReportRewriter(() => readResult(result).reasons),
        beforeEnd: async () => {
          const changes = deriveRefChanges(before, await git.refs('refs/'));
          if (changes.length > 0) {
            const { options } = readResult(result);
            await receivePush(forge, project.id, user, changes, options);
          }
        },
      });
    } finally {
      await rm(result, { force: true });
    }
  });
}
