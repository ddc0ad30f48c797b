import type {
  NamespaceRecord,
  UserRecord,
} from '../../forge/records/records.ts';
import { nodeId } from './nodeId.ts';

type Urls = { webUrl: () => string; apiUrl: () => string };
type Person = Pick<UserRecord, 'id' | 'username'> & { admin?: boolean };

function account(
  urls: Urls,
  login: string,
  id: number,
  type: 'User' | 'Bot' | 'Organization',
  admin: boolean,
) {
  const url = `${urls.apiUrl()}/users/${encodeURIComponent(login)}`;
  const isBot = type === 'Bot';
  return {
    login,
    id,
    node_id: nodeId(type, id),
    avatar_url: `${urls.webUrl()}/avatars/u/${id}`,
    gravatar_id: '',
    url,
    html_url: `${urls.webUrl()}/${
      isBot ? `apps/${login.replace('[bot]', '')}` : login
    }`,
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type,
    site_admin: admin,
  };
}

/** `simple-user` */
export function presentUser(urls: Urls, user: Person) {
  return account(
    urls,
    user.username,
    user.id,
    user.username.endsWith('[bot]') ? 'Bot' : 'User',
    user.admin ?? false,
  );
}

/** The owner of a repository: an organisation, or a user by their own number. */
export function presentNamespace(urls: Urls, namespace: NamespaceRecord) {
  return namespace.kind === 'user'
    ? account(urls, namespace.path, namespace.ownerId!, 'User', false)
    : account(urls, namespace.path, namespace.id, 'Organization', false);
}

/** The same, as webhooks name an organisation. */
export function presentOrganization(urls: Urls, namespace: NamespaceRecord) {
  const url = `${urls.apiUrl()}/orgs/${namespace.path}`;
  return {
    login: namespace.path,
    id: namespace.id,
    node_id: nodeId('Organization', namespace.id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: `${urls.webUrl()}/avatars/u/${namespace.id}`,
    description: namespace.description || null,
  };
}
