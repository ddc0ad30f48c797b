import { ConflictError, InputError } from '@backstage/errors';
import {
  createTemplateAction,
  getRepoSourceDirectory,
  serializeDirectoryContents,
} from '@backstage/plugin-scaffolder-node';
import { GitlabTransport } from '@slipway/plugin-delivery-node';
import {
  createCommit,
  createProject,
  editProject,
  findGroupId,
  findProject,
  forgeOf,
  listCommits,
  listFiles,
  Project,
  RepositoryTarget,
  Outcome,
  reconcile,
  RunContext,
} from '@slipway/plugin-wiring-node';
import { finish, LaunchDeps, repositoryTarget } from '../../run';
import { Content, contentOf } from './content';
import { examples } from './examples';
import { launchedHash, launchMessage, planContent } from './planContent';
import { ours, planProject, projectFields, WantedProject } from './planProject';
import { schema } from './schema';

/** Far enough back to find the launch among what people have committed since. */
const commitsToRead = 500;

export function createRepositoryAction(deps: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:repository:ensure',
    description:
      'Makes sure that a GitLab repository is there with its settings and, when it is new, its first content',
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const { input } = ctx;
      const target = repositoryTarget(deps, input.repoUrl);
      const forge = forgeOf(deps, target.host, ctx);
      const what = input.title ?? 'repository';
      const content = input.sourcePath
        ? contentOf(
            await serializeDirectoryContents(
              getRepoSourceDirectory(ctx.workspacePath, input.sourcePath),
              { globPatterns: ['**', '!.git/**'] },
            ),
          )
        : undefined;
      const outcomes = [
        await ensureProject(ctx, forge, target, {
          what,
          path: target.path,
          description: input.description,
          visibility: input.visibility ?? deps.launch.visibility,
        }),
      ];
      if (content) {
        outcomes.push(
          await ensureContent(ctx, forge, target, content, {
            what: `content of ${what}`,
            message: input.commitMessage ?? 'Launch with Slipway',
          }),
        );
      }
      finish(ctx, outcomes);
      ctx.output('path', target.path);
      const project = await findProject(forge, target.path);
      // Absent in a dry run of a first launch.
      if (project) {
        const branch = project.default_branch ?? undefined;
        ctx.output('projectId', project.id);
        ctx.output('remoteUrl', project.http_url_to_repo);
        ctx.output('webUrl', project.web_url);
        if (branch) {
          ctx.output('defaultBranch', branch);
          ctx.output('repoContentsUrl', `${project.web_url}/-/tree/${branch}`);
        }
      }
    },
  });
}

async function ensureProject(
  ctx: RunContext,
  forge: GitlabTransport,
  target: RepositoryTarget,
  wanted: WantedProject & { what: string },
): Promise<Outcome> {
  const project = await findProject(forge, target.path);
  const launched =
    project !== undefined &&
    !ours(project) &&
    (await commitsOf(forge, project)).some(commit => launchedHash(commit));
  return reconcile(
    ctx,
    {
      what: wanted.what,
      name: target.path,
      thing: { kind: 'repository', host: target.host, path: target.path },
    },
    planProject(project, wanted, launched),
    async () => {
      const fields = projectFields(wanted, project);
      if (project) {
        await editProject(forge, project.id, fields);
        return;
      }
      const namespace = await findGroupId(forge, target.group);
      await createProject(forge, {
        name: target.name,
        path: target.name,
        namespace_id: namespace,
        initialize_with_readme: false,
        ...fields,
      }).catch(error => {
        throw nameTaken(error, target.path);
      });
    },
  );
}

async function ensureContent(
  ctx: RunContext,
  forge: GitlabTransport,
  target: RepositoryTarget,
  content: Content,
  words: { what: string; message: string },
): Promise<Outcome> {
  const project = await findProject(forge, target.path);
  const commits = project ? await commitsOf(forge, project) : [];
  const branch = project?.default_branch ?? 'main';
  const blobs =
    project && commits.length > 0 && launchedHash(commits[0])
      ? await listFiles(forge, project.id, branch)
      : [];
  const plan = planContent(content, { commits, blobs });
  const outcome = await reconcile(
    ctx,
    {
      what: words.what,
      name: target.path,
      thing: { kind: 'content', host: target.host, path: target.path, branch },
    },
    plan,
    async () => {
      if (project && plan.kind !== 'unchanged') {
        await createCommit(forge, project.id, {
          branch,
          message: launchMessage(words.message, content.hash),
          actions: plan.actions,
        });
      }
    },
  );
  if (plan.kind === 'unchanged' && plan.note) {
    ctx.logger.info(`${target.path}: ${plan.note}`);
  }
  return outcome;
}

async function commitsOf(forge: GitlabTransport, project: Project) {
  return project.empty_repo
    ? []
    : listCommits(
        forge,
        project.id,
        project.default_branch ?? 'main',
        commitsToRead,
      );
}

/** A project that the token may not see, or one on its way out, still holds its name. */
function nameTaken(error: Error, path: string): Error {
  return error instanceof InputError &&
    /already been taken|still being deleted/.test(error.message)
    ? new ConflictError(
        `The name ${path} is taken, by a repository that the token of integrations.gitlab may not see ` +
          `or by one that is still being deleted; choose another name, or try again later`,
        error,
      )
    : error;
}
