import { NotAllowedError } from '@backstage/errors';
import { GithubClient } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import { ForgeRepository } from '../ForgeRepositories';
import { orUndefined } from '../github/orUndefined';
import { ownerAndName } from '../github/ownerAndName';
import { parseAnswer, parseList } from '../github/parse';
import {
  ForgeAccess,
  ForgeIdentity,
  OwnerRights,
  PushRule,
  RequestsLeft,
} from './ForgeAccess';
import {
  branchRuleSchema,
  classicProtectionSchema,
  judgeClassicProtection,
  judgeRules,
} from './judgeGithubRules';

const userSchema = z.object({ login: z.string() });
const ownerSchema = z.object({ login: z.string(), type: z.string() });
const membershipSchema = z.object({ state: z.string(), role: z.string() });
const organisationSchema = z.object({
  members_can_create_repositories: z.boolean().nullish(),
});
const runnersSchema = z.object({ runners: z.array(z.unknown()) });
const runnerSchema = z.object({
  status: z.string(),
  labels: z.array(z.object({ name: z.string() })).default([]),
});
const repositorySchema = z.object({
  permissions: z.object({ admin: z.boolean() }).partial().nullish(),
});
const rulesetSchema = z.object({
  current_user_can_bypass: z.string().nullish(),
  bypass_actors: z
    .array(
      z.object({ actor_type: z.string(), bypass_mode: z.string().nullish() }),
    )
    .nullish(),
});

type Ruleset = z.infer<typeof rulesetSchema>;

const rateSchema = z.object({
  resources: z.object({
    core: z.object({
      limit: z.number(),
      remaining: z.number(),
      reset: z.number(),
    }),
  }),
});

/** What GitHub lets the credential of an integration do. */
export class GithubAccess implements ForgeAccess {
  readonly neededScopes = ['repo', 'workflow'];
  readonly #github: GithubClient;

  constructor(github: GithubClient) {
    this.#github = github;
  }

  async identify(): Promise<ForgeIdentity> {
    try {
      const { data, headers } = await this.#github.request('GET /user');
      const scopes = headers['x-oauth-scopes'];
      const ends = headers['github-authentication-token-expiration'];
      return {
        user: parseAnswer(userSchema, data, 'user').login,
        // Fine-grained tokens have permissions instead, which GitHub does not tell.
        scopes:
          scopes === undefined
            ? undefined
            : scopes.split(',').map(scope => scope.trim()),
        endsOn: ends ? String(ends).slice(0, 10) : undefined,
      };
    } catch (error) {
      // The installation of an app is nobody.
      if (error instanceof NotAllowedError) {
        return {};
      }
      throw error;
    }
  }

  async requestsLeft(): Promise<RequestsLeft | undefined> {
    const answer = await orUndefined(this.#github.request('GET /rate_limit'));
    // A GitHub of one's own does not count unless it is told to.
    const parsed = rateSchema.safeParse(answer?.data);
    if (!parsed.success) {
      return undefined;
    }
    const { remaining: left, limit, reset } = parsed.data.resources.core;
    return { left, limit, resetsAt: new Date(reset * 1000) };
  }

  async rightsIn(owner: string): Promise<OwnerRights | undefined> {
    const found = await orUndefined(
      this.#github.request('GET /users/{username}', { username: owner }),
    );
    if (!found) {
      return undefined;
    }
    const { login, type } = parseAnswer(ownerSchema, found.data, 'owner');
    const { user } = await this.identify();
    if (user === undefined) {
      // What the app was given is asked for with each request that it makes.
      return { sufficient: true, needed: 'installation' };
    }
    return type === 'Organization'
      ? this.#rightsInOrganisation(login)
      : {
          sufficient: login.toLowerCase() === user.toLowerCase(),
          needed: 'owner',
        };
  }

  async hasRunner(owner: string, tags: readonly string[]): Promise<boolean> {
    // GitHub's own are always there.
    if (tags.every(tag => /^(ubuntu|windows|macos)-/.test(tag))) {
      return true;
    }
    const { data } = await this.#github.request(
      'GET /orgs/{org}/actions/runners',
      { org: owner, per_page: 100 },
    );
    const { runners } = parseAnswer(runnersSchema, data, 'runners');
    return parseList(runnerSchema, runners).some(
      ({ status, labels }) =>
        status === 'online' &&
        tags.every(tag => labels.some(({ name }) => name === tag)),
    );
  }

  async pushRule(
    repository: ForgeRepository,
    branch: string,
  ): Promise<PushRule> {
    const [about, { user }] = await Promise.all([
      this.#github.request(
        'GET /repos/{owner}/{repo}',
        ownerAndName(repository.path),
      ),
      this.identify(),
    ]);
    const { permissions } = parseAnswer(
      repositorySchema,
      about.data,
      'repository',
    );
    return this.#pushRule(repository, branch, {
      mayBypass: ({ current_user_can_bypass: may }) => may === 'always',
      who: { user, isAdmin: permissions?.admin ?? false },
    });
  }

  /** A deploy key that may write does what an administrator may, and no rule names a single one. */
  async credentialPushRule(
    repository: ForgeRepository,
    branch: string,
  ): Promise<PushRule> {
    return this.#pushRule(repository, branch, {
      mayBypass: ({ bypass_actors: actors }) =>
        actors?.some(
          ({ actor_type: type, bypass_mode: mode }) =>
            type === 'DeployKey' && mode !== 'pull_request',
        ) ?? false,
      who: { isAdmin: true },
    });
  }

  /** GitHub has none: its secrets are given to each branch. */
  async givesProtectedVariables(): Promise<boolean> {
    return true;
  }

  async hasBranch(
    repository: ForgeRepository,
    branch: string,
  ): Promise<boolean> {
    const found = await orUndefined(
      this.#github.request('GET /repos/{owner}/{repo}/branches/{branch}', {
        ...ownerAndName(repository.path),
        branch,
      }),
    );
    return found !== undefined;
  }

  async #pushRule(
    repository: ForgeRepository,
    branch: string,
    options: {
      mayBypass: (ruleset: Ruleset) => boolean;
      who: { user?: string; isAdmin: boolean };
    },
  ): Promise<PushRule> {
    const place = ownerAndName(repository.path);
    const [rules, protection] = await Promise.all([
      this.#github.request(
        'GET /repos/{owner}/{repo}/rules/branches/{branch}',
        { ...place, branch },
      ),
      orUndefined(
        this.#github.request(
          'GET /repos/{owner}/{repo}/branches/{branch}/protection',
          { ...place, branch },
        ),
      ),
    ]);
    const judged = judgeRules(
      parseList(branchRuleSchema, rules.data as unknown[]),
    );
    for (const { id, words } of judged) {
      const { data } = await this.#github.request(
        'GET /repos/{owner}/{repo}/rulesets/{ruleset_id}',
        { ...place, ruleset_id: id },
      );
      if (!options.mayBypass(parseAnswer(rulesetSchema, data, 'ruleset'))) {
        return { kind: 'refused', allowed: words };
      }
    }
    return protection
      ? judgeClassicProtection(
          parseAnswer(classicProtectionSchema, protection.data, 'protection'),
          options.who,
        )
      : { kind: 'open' };
  }

  async #rightsInOrganisation(org: string): Promise<OwnerRights> {
    const needed = 'owner, or a member who may create repositories';
    const [membership, organisation] = await Promise.all([
      orUndefined(
        this.#github.request('GET /user/memberships/orgs/{org}', { org }),
      ),
      this.#github.request('GET /orgs/{org}', { org }),
    ]);
    if (!membership) {
      return { sufficient: false, needed };
    }
    const { state, role } = parseAnswer(
      membershipSchema,
      membership.data,
      'membership',
    );
    const { members_can_create_repositories: open } = parseAnswer(
      organisationSchema,
      organisation.data,
      'organisation',
    );
    return {
      sufficient: state === 'active' && (role === 'admin' || open !== false),
      needed,
    };
  }
}
