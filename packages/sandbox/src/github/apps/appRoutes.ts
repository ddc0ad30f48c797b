import { z } from 'zod';
import { ProjectMovedError } from '../../forge/errors/ProjectMovedError.ts';
import type {
  NamespaceRecord,
  ProjectRecord,
} from '../../forge/records/records.ts';
import type { GithubPermissions } from '../api/GithubPrincipal.ts';
import type { GithubRequest, GithubRoute } from '../api/GithubRoute.ts';
import type { GithubContext } from '../GithubContext.ts';
import { findOrganization } from '../meta/userRoutes.ts';
import { nodeId } from '../present/nodeId.ts';
import { presentNamespace } from '../present/presentOwner.ts';
import { presentRepository, seconds } from '../present/presentRepository.ts';
import type { GithubInstallationRecord } from '../records/githubRecords.ts';
import { readGithubParams } from '../router/readGithubParams.ts';

const hour = 3_600_000;
const ranks = { read: 1, write: 2, admin: 3 } as const;

/** GitHub Apps: their installations, and tokens for those. */
export function appRoutes(context: GithubContext): GithubRoute[] {
  const { errors, records, forge } = context;

  const appOf = ({ principal }: GithubRequest) => {
    const app =
      principal?.kind === 'app' ? records.apps.get(principal.appId) : undefined;
    if (!app) {
      throw errors.notFound();
    }
    return app;
  };

  function presentInstallation(installation: GithubInstallationRecord) {
    const app = records.apps.get(installation.appId)!;
    const namespace = forge.records.namespaces.get(installation.namespaceId)!;
    const isGroup = namespace.kind === 'group';
    const url = `${context.apiUrl()}/app/installations/${installation.id}`;
    return {
      id: installation.id,
      client_id: app.clientId,
      account: presentNamespace(context, namespace),
      repository_selection: installation.repositoryIds ? 'selected' : 'all',
      access_tokens_url: `${url}/access_tokens`,
      repositories_url: `${context.apiUrl()}/installation/repositories`,
      html_url: isGroup
        ? `${context.webUrl()}/organizations/${
            namespace.path
          }/settings/installations/${installation.id}`
        : `${context.webUrl()}/settings/installations/${installation.id}`,
      app_id: app.id,
      app_slug: app.slug,
      target_id: namespace.id,
      target_type: isGroup ? 'Organization' : 'User',
      permissions: installation.permissions,
      events: [],
      created_at: seconds(installation.createdAt),
      updated_at: seconds(installation.createdAt),
      single_file_name: null,
      has_multiple_single_files: false,
      single_file_paths: [],
      suspended_by: null,
      suspended_at: installation.suspended
        ? seconds(installation.createdAt)
        : null,
    };
  }

  const own = (request: GithubRequest) => {
    const app = appOf(request);
    const found = records.installations.get(
      Number(request.params.installation_id),
    );
    if (found?.appId !== app.id) {
      throw errors.notFound();
    }
    return found;
  };

  function ofNamespace(request: GithubRequest, namespace?: NamespaceRecord) {
    const app = appOf(request);
    const found = records.installations.find(
      each => each.appId === app.id && each.namespaceId === namespace?.id,
    );
    if (!found) {
      throw errors.notFound();
    }
    return found;
  }

  /** Fewer permissions may be asked for than the App has, never more. */
  function narrow(
    installation: GithubInstallationRecord,
    asked: GithubPermissions | undefined,
  ): GithubPermissions {
    if (!asked) {
      return installation.permissions;
    }
    for (const [name, level] of Object.entries(asked)) {
      const has = installation.permissions[name];
      if (!has || ranks[level] > ranks[has]) {
        throw errors.unprocessable(
          'The permissions requested are not granted to this installation.',
        );
      }
    }
    return asked;
  }

  function chooseRepositories(
    installation: GithubInstallationRecord,
    given: { repositories?: string[]; repository_ids?: number[] },
  ): ProjectRecord[] | undefined {
    if (!given.repositories && !given.repository_ids) {
      return undefined;
    }
    const all = forge.records.projects.filter(
      project =>
        project.namespaceId === installation.namespaceId &&
        (installation.repositoryIds?.includes(project.id) ?? true),
    );
    const wanted = [
      ...(given.repositories ?? []).map(name =>
        all.find(project => project.path.toLowerCase() === name.toLowerCase()),
      ),
      ...(given.repository_ids ?? []).map(id =>
        all.find(project => project.id === id),
      ),
    ];
    if (wanted.some(project => project === undefined)) {
      throw errors.unprocessable(
        'There is at least one repository that does not exist or is not accessible to the parent installation.',
      );
    }
    return wanted as ProjectRecord[];
  }

  return [
    {
      method: 'GET',
      path: '/app',
      docs: 'apps/apps#get-the-authenticated-app',
      access: { kind: 'app' },
      handle(request) {
        const app = appOf(request);
        return {
          status: 200,
          body: {
            id: app.id,
            slug: app.slug,
            client_id: app.clientId,
            node_id: nodeId('Integration', app.id),
            name: app.name,
            description: null,
            external_url: context.webUrl(),
            html_url: `${context.webUrl()}/apps/${app.slug}`,
            permissions: app.permissions,
            events: [],
            created_at: seconds(app.createdAt),
            updated_at: seconds(app.createdAt),
          },
        };
      },
    },
    {
      method: 'GET',
      path: '/app/installations',
      docs: 'apps/apps#list-installations-for-the-authenticated-app',
      access: { kind: 'app' },
      handle(request) {
        const app = appOf(request);
        return context.paginate(
          request,
          records.installations.filter(each => each.appId === app.id),
          { present: presentInstallation },
        );
      },
    },
    {
      method: 'GET',
      path: '/app/installations/{installation_id}',
      docs: 'apps/apps#get-an-installation-for-the-authenticated-app',
      access: { kind: 'app' },
      handle: request => ({
        status: 200,
        body: presentInstallation(own(request)),
      }),
    },
    {
      method: 'POST',
      path: '/app/installations/{installation_id}/access_tokens',
      docs: 'apps/apps#create-an-installation-access-token-for-an-app',
      access: { kind: 'app' },
      handle(request) {
        const installation = own(request);
        if (installation.suspended) {
          throw errors.forbidden('This installation has been suspended');
        }
        const given = readGithubParams(
          request.body,
          z.object({
            repositories: z.array(z.string()).optional(),
            repository_ids: z.array(z.number()).optional(),
            permissions: z
              .record(z.enum(['read', 'write', 'admin']))
              .optional(),
          }),
        );
        const permissions = narrow(installation, given.permissions);
        const chosen = chooseRepositories(installation, given);
        const app = appOf(request);
        const expiresAt = new Date(
          forge.clock.now().getTime() + hour,
        ).toISOString();
        const token = context.tokens.issue({
          kind: 'installation',
          userId: context.bot(`${app.slug}[bot]`).id,
          name: `installation ${installation.id}`,
          installationId: installation.id,
          namespaceId: installation.namespaceId,
          repositoryIds:
            chosen?.map(project => project.id) ?? installation.repositoryIds,
          permissions,
          expiresAt,
        });
        return {
          status: 201,
          body: {
            token,
            expires_at: seconds(expiresAt),
            permissions,
            repository_selection:
              chosen || installation.repositoryIds ? 'selected' : 'all',
            ...(chosen
              ? {
                  repositories: chosen.map(project =>
                    presentRepository(context, project),
                  ),
                }
              : {}),
          },
        };
      },
    },
    {
      method: 'DELETE',
      path: '/installation/token',
      docs: 'apps/installations#revoke-an-installation-access-token',
      access: { kind: 'user' },
      handle({ principal }) {
        if (principal?.kind !== 'installation') {
          throw errors.forbidden(
            'You must authenticate with an installation access token.',
          );
        }
        context.tokens.revokeInstallationToken(principal);
        return { status: 204 };
      },
    },
    {
      method: 'GET',
      path: '/orgs/{org}/installation',
      docs: 'apps/apps#get-an-organization-installation-for-the-authenticated-app',
      access: { kind: 'app' },
      handle: request => ({
        status: 200,
        body: presentInstallation(
          ofNamespace(request, findOrganization(context, request.params.org)),
        ),
      }),
    },
    {
      method: 'GET',
      path: '/repos/{owner}/{repo}/installation',
      docs: 'apps/apps#get-a-repository-installation-for-the-authenticated-app',
      access: { kind: 'app' },
      handle(request) {
        const { owner, repo } = request.params;
        const project = forge.access.lookUpProject(`${owner}/${repo}`);
        if (project && project.fullPath !== `${owner}/${repo}`) {
          throw new ProjectMovedError(project.id);
        }
        const namespace =
          project && forge.records.namespaces.get(project.namespaceId);
        const installation = ofNamespace(request, namespace);
        const reaches =
          installation.repositoryIds?.includes(project!.id) ?? true;
        if (!reaches) {
          throw errors.notFound();
        }
        return { status: 200, body: presentInstallation(installation) };
      },
    },
  ];
}
