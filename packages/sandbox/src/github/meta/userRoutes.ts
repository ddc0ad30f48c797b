import { accessLevels } from '../../forge/records/accessLevels.ts';
import type {
  NamespaceRecord,
  UserRecord,
} from '../../forge/records/records.ts';
import type { GithubPrincipal } from '../api/GithubPrincipal.ts';
import type { GithubRoute } from '../api/GithubRoute.ts';
import type { GithubContext } from '../GithubContext.ts';
import { presentOrganization, presentUser } from '../present/presentOwner.ts';
import { seconds } from '../present/presentRepository.ts';

/** An organisation by its login; 404 where there is none. */
export function findOrganization(
  context: GithubContext,
  login: string,
): NamespaceRecord {
  const found = context.forge.records.namespaces.find(
    each =>
      each.kind === 'group' &&
      each.fullPath.toLowerCase() === login.toLowerCase(),
  );
  if (!found) {
    throw context.errors.notFound();
  }
  return found;
}

/** `admin` for its owners, `member` for its other members. */
export function organizationRole(
  context: GithubContext,
  principal: GithubPrincipal | undefined,
  organization: NamespaceRecord,
): 'admin' | 'member' | undefined {
  const level =
    principal && 'userId' in principal
      ? context.forge.access.namespaceLevel(
          { kind: 'user', userId: principal.userId, tokenId: 0, scopes: [] },
          organization.id,
        )
      : accessLevels.noAccess;
  if (level >= accessLevels.owner) {
    return 'admin';
  }
  return level >= accessLevels.guest ? 'member' : undefined;
}

/** `public-user` */
function presentProfile(context: GithubContext, user: UserRecord) {
  return {
    ...presentUser(context, user),
    name: user.name,
    company: null,
    blog: '',
    location: null,
    email: user.email,
    hireable: null,
    bio: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: seconds(user.createdAt),
    updated_at: seconds(user.createdAt),
  };
}

function presentFullOrganization(
  context: GithubContext,
  organization: NamespaceRecord,
) {
  const repositories = context.forge.records.projects.filter(
    project => project.namespaceId === organization.id,
  );
  const open = repositories.filter(each => each.visibility === 'public').length;
  return {
    ...presentOrganization(context, organization),
    description: organization.description || null,
    name: organization.name,
    html_url: `${context.webUrl()}/${organization.path}`,
    has_organization_projects: true,
    has_repository_projects: true,
    public_repos: open,
    total_private_repos: repositories.length - open,
    public_gists: 0,
    followers: 0,
    following: 0,
    type: 'Organization',
    members_can_create_repositories: true,
    created_at: seconds(organization.createdAt),
    updated_at: seconds(organization.createdAt),
    archived_at: null,
  };
}

/** People and organisations. */
export function userRoutes(context: GithubContext): GithubRoute[] {
  const { users, namespaces } = context.forge.records;
  return [
    {
      method: 'GET',
      path: '/user',
      docs: 'users/users#get-the-authenticated-user',
      access: { kind: 'user' },
      handle({ principal }) {
        if (
          principal?.kind === 'installation' ||
          principal?.kind === 'workflow'
        ) {
          throw context.errors.notAccessible('integration');
        }
        const user = context.userOf(principal);
        return {
          status: 200,
          body: {
            ...presentProfile(context, user),
            private_gists: 0,
            total_private_repos: 0,
            owned_private_repos: 0,
            disk_usage: 0,
            collaborators: 0,
            two_factor_authentication: true,
          },
        };
      },
    },
    {
      method: 'GET',
      path: '/users/{username}',
      docs: 'users/users#get-a-user',
      access: { kind: 'public' },
      handle({ params }) {
        const wanted = params.username.toLowerCase();
        const user = users.find(each => each.username.toLowerCase() === wanted);
        if (user) {
          return { status: 200, body: presentProfile(context, user) };
        }
        const organization = namespaces.find(
          each =>
            each.kind === 'group' && each.fullPath.toLowerCase() === wanted,
        );
        if (!organization) {
          throw context.errors.notFound();
        }
        return {
          status: 200,
          body: presentFullOrganization(context, organization),
        };
      },
    },
    {
      method: 'GET',
      path: '/orgs/{org}',
      docs: 'orgs/orgs#get-an-organization',
      access: { kind: 'public' },
      handle: ({ params }) => ({
        status: 200,
        body: presentFullOrganization(
          context,
          findOrganization(context, params.org),
        ),
      }),
    },
    {
      method: 'GET',
      path: '/user/orgs',
      docs: 'orgs/orgs#list-organizations-for-the-authenticated-user',
      access: { kind: 'user', scopes: ['read:org', 'user', 'repo'] },
      handle(request) {
        const own = namespaces.filter(
          each =>
            each.kind === 'group' &&
            organizationRole(context, request.principal, each) !== undefined,
        );
        return context.paginate(request, own, {
          present: each => presentOrganization(context, each),
        });
      },
    },
    {
      method: 'GET',
      path: '/user/memberships/orgs/{org}',
      docs: 'orgs/members#get-an-organization-membership-for-the-authenticated-user',
      access: { kind: 'user', scopes: ['read:org', 'admin:org'] },
      handle({ params, principal }) {
        const organization = findOrganization(context, params.org);
        const role = organizationRole(context, principal, organization);
        if (!role) {
          throw context.errors.notFound();
        }
        const user = context.userOf(principal);
        return {
          status: 200,
          body: {
            url: `${context.apiUrl()}/orgs/${organization.path}/memberships/${
              user.username
            }`,
            state: 'active',
            role,
            organization_url: `${context.apiUrl()}/orgs/${organization.path}`,
            user: presentUser(context, user),
            organization: presentOrganization(context, organization),
          },
        };
      },
    },
    {
      method: 'GET',
      path: '/orgs/{org}/members/{username}',
      docs: 'orgs/members#check-organization-membership-for-a-user',
      access: { kind: 'user' },
      handle({ params }) {
        const organization = findOrganization(context, params.org);
        const user = users.find(each => each.username === params.username);
        const isMember =
          user !== undefined &&
          context.forge.access
            .namespaceMembers(organization.id)
            .some(member => member.userId === user.id);
        if (!isMember) {
          throw context.errors.notFound();
        }
        return { status: 204 };
      },
    },
  ];
}
