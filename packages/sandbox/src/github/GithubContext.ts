import type { ForgeContext } from '../forge/ForgeContext.ts';
import type { UserRecord } from '../forge/records/records.ts';
import { GithubAccess } from './access/GithubAccess.ts';
import { noActions } from './ActionsLinks.ts';
import type { ActionsLinks } from './ActionsLinks.ts';
import type { GithubPrincipal } from './api/GithubPrincipal.ts';
import type { GithubAnswer, GithubRequest } from './api/GithubRoute.ts';
import { githubErrors } from './errors/githubErrors.ts';
import type { GithubErrors } from './errors/githubErrors.ts';
import { GithubEvents } from './events/GithubEvents.ts';
import { openGithubRecords } from './records/githubRecords.ts';
import type { GithubRecords } from './records/githubRecords.ts';
import { paginate } from './router/paginate.ts';
import type { PageOptions } from './router/paginate.ts';
import { GithubTokens } from './tokens/GithubTokens.ts';

/** What every operation of GitHub's API works with. */
export interface GithubContext {
  /** Repositories, users, git, clock and log are the forge's own. */
  forge: ForgeContext;
  records: GithubRecords;
  tokens: GithubTokens;
  access: GithubAccess;
  /** What happens in repositories: goes to webhooks, and starts workflows. */
  events: GithubEvents;
  errors: GithubErrors;
  /** Set by the part that runs workflows. */
  actions: ActionsLinks;
  /** `http://localhost:8929` */
  webUrl: () => string;
  /** `http://localhost:8929/api/v3` */
  apiUrl: () => string;
  /** Where git's SSH listens, once it does. */
  sshUrl: () => string | undefined;
  paginate<T>(
    request: Pick<GithubRequest, 'query' | 'url'>,
    items: T[],
    options?: PageOptions<T>,
  ): GithubAnswer;
  /** The user behind a credential, a bot for Apps; 401 where there is none. */
  userOf(principal: GithubPrincipal | undefined): UserRecord;
  /** A bot's user, such as `github-actions[bot]`, made when it is first needed. */
  bot(login: string): UserRecord;
}

export interface GithubContextOptions {
  forge: ForgeContext;
  tokenMarker?: string;
  sshUrl?: () => string | undefined;
}

export function createGithubContext(
  options: GithubContextOptions,
): GithubContext {
  const { forge } = options;
  const records = openGithubRecords(forge.storage);
  // Backstage tells forges apart by their hosts.
  const webUrl = () => forge.baseUrl().replace('//127.0.0.1', '//localhost');
  const apiUrl = () => `${webUrl()}/api/v3`;
  return {
    forge,
    records,
    tokens: new GithubTokens(records, forge.clock, options.tokenMarker),
    access: new GithubAccess(forge),
    events: new GithubEvents(forge.log),
    errors: githubErrors,
    actions: noActions,
    webUrl,
    apiUrl,
    sshUrl: options.sshUrl ?? (() => undefined),
    paginate: (request, items, page) =>
      paginate({ apiUrl }, request, items, page),
    userOf(principal) {
      const user =
        principal && 'userId' in principal
          ? forge.records.users.get(principal.userId)
          : undefined;
      if (!user) {
        throw githubErrors.requiresAuthentication();
      }
      return user;
    },
    bot(login) {
      const { users } = forge.records;
      const known = users.find(user => user.username === login);
      const id = known?.id ?? users.nextId();
      return (
        known ??
        users.put({
          id,
          username: login,
          name: login,
          email: `${id}+${login}@users.noreply.localhost`,
          admin: false,
          createdAt: forge.clock.now().toISOString(),
          state: 'active',
        })
      );
    },
  };
}
