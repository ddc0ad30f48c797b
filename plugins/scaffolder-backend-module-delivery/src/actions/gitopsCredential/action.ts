import { createTemplateAction } from '@backstage/plugin-scaffolder-node';
import { GitlabTransport } from '@slipway/plugin-delivery-node';
import {
  findProject,
  findVariable,
  forgeOf,
  getProject,
  listAccessTokens,
  mintAccessToken,
  Project,
  revokeAccessToken,
  serviceTarget,
  WantedVariable,
  reconcile,
} from '@slipway/plugin-wiring-node';
import { finish, LaunchDeps } from '../../run';
import { planVariable } from '../ciVariable/plan';
import { putVariable } from '../ciVariable/putVariable';
import { examples } from './examples';
import { expiryDate, planGitopsCredential, tokenReference } from './plan';
import { schema } from './schema';

/** May push to a protected default branch. */
const maintainer = 40;

export function createGitopsCredentialAction(deps: LaunchDeps) {
  return createTemplateAction({
    id: 'delivery:gitops-credential:ensure',
    description:
      "Makes sure that a service's pipeline can write to its GitOps repository, with a token for that repository alone that is good for long enough",
    examples,
    schema,
    supportsDryRun: true,
    async handler(ctx) {
      const { host, names } = serviceTarget(deps, ctx.input.service);
      const forge = forgeOf(deps, host, ctx);
      const find = ctx.isDryRun ? findProject : getProject;
      const app = await find(forge, names.appRepository.path);
      const gitops = await find(forge, names.gitopsRepository.path);
      const tokenName = names.tokens.ci;
      const key = names.variables.gitopsToken;
      const repository = names.gitopsRepository.path;

      const variable = app && (await findVariable(forge, app.id, scoped(key)));
      const planned = planGitopsCredential({
        tokenName,
        repository,
        tokens: gitops ? await listAccessTokens(forge, gitops.id) : [],
        variable,
        now: deps.clock.now(),
        renewDays: deps.launch.token.renewDays,
        rotate: ctx.input.rotate ?? false,
      });
      const expiresAt = planned.mint
        ? expiryDate(deps.clock.now(), ctx.input.days ?? deps.launch.token.days)
        : planned.expiresAt;

      const token = await reconcile(
        ctx,
        {
          what: 'CI credential',
          name: `${tokenName} of ${repository}`,
          thing: {
            kind: 'credential',
            host,
            path: repository,
            name: tokenName,
          },
        },
        planned.plan,
        async () => {
          if (!app || !gitops) {
            return;
          }
          if (planned.mint) {
            const minted = await mintAccessToken(forge, gitops.id, {
              name: tokenName,
              scopes: ['write_repository'],
              accessLevel: maintainer,
              expiresAt: expiresAt!,
            });
            await putVariable(forge, app.id, variable, {
              ...secret(key),
              value: minted.password,
              description: tokenReference({
                tokenName,
                id: minted.id,
                repository,
              }),
            });
          }
          // Last: until here the one before it still works.
          for (const id of planned.orphans) {
            await revokeAccessToken(forge, gitops.id, id);
          }
        },
      );
      const address = await ensureAddress(
        ctx,
        forge,
        app,
        gitops,
        names.variables.gitopsRepository,
        { host, path: names.appRepository.path },
      );
      finish(ctx, [token, address]);
      ctx.output('tokenName', tokenName);
      ctx.output('variable', key);
      if (expiresAt) {
        ctx.output('expiresAt', expiresAt);
      }
    },
  });
}

async function ensureAddress(
  ctx: Parameters<typeof reconcile>[0],
  forge: GitlabTransport,
  app: Project | undefined,
  gitops: Project | undefined,
  key: string,
  repository: { host: string; path: string },
) {
  const wanted: WantedVariable = {
    ...scoped(key),
    value: gitops?.http_url_to_repo ?? '',
    masked: false,
    hidden: false,
    protected: false,
    raw: true,
    description: 'Slipway: the repository that deploy jobs write to',
  };
  const current = app && (await findVariable(forge, app.id, wanted));
  return reconcile(
    ctx,
    {
      what: 'CI variable',
      name: `${key} of ${repository.path}`,
      thing: { kind: 'ci-variable', ...repository, ...scoped(key) },
    },
    planVariable(current, wanted),
    async () => {
      if (app) {
        await putVariable(forge, app.id, current, wanted);
      }
    },
  );
}

function scoped(key: string) {
  return { key, environmentScope: '*' };
}

function secret(key: string) {
  return {
    ...scoped(key),
    masked: true,
    hidden: true,
    protected: true,
    raw: true,
  };
}
