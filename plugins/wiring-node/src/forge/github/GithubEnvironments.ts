import { InputError, NotAllowedError } from '@backstage/errors';
import { GithubClient } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import { ForgeRepository } from '../ForgeRepositories';
import {
  EnvironmentRules,
  ForgeEnvironment,
  ForgeEnvironments,
  ForgeReviewer,
} from '../ForgeEnvironments';
import { environmentSchema, readEnvironment } from './environmentRules';
import { orUndefined } from './orUndefined';
import { ownerAndName } from './ownerAndName';
import { parseAnswer } from './parse';

const idSchema = z.object({ id: z.number() });
const organisationSchema = z.object({
  plan: z.object({ name: z.string() }).nullish(),
});
const path = '/repos/{owner}/{repo}/environments/{environment_name}';

/** Plans in which an environment of a private repository asks nobody. */
const without = ['free', 'pro', 'team'];

export class GithubEnvironments implements ForgeEnvironments {
  readonly #github: GithubClient;

  constructor(github: GithubClient) {
    this.#github = github;
  }

  fit(rules: EnvironmentRules): EnvironmentRules {
    // GitHub keeps it with the reviewers.
    return rules.reviewers.length > 0
      ? rules
      : { ...rules, preventSelfReview: false };
  }

  async unavailable(repository: ForgeRepository): Promise<string | undefined> {
    if (repository.visibility === 'public') {
      return undefined;
    }
    const { owner } = ownerAndName(repository.path);
    const plan = await this.#planOf(owner);
    return plan && without.includes(plan)
      ? `The plan ${plan} of ${owner} has no rules for environments of private repositories, so nobody is asked before a deployment; ` +
          'GitHub has them in public repositories, and in Enterprise'
      : undefined;
  }

  async reviewer(
    repository: ForgeRepository,
    { kind, name }: Pick<ForgeReviewer, 'kind' | 'name'>,
  ): Promise<ForgeReviewer> {
    const { owner } = ownerAndName(repository.path);
    const [route, parameters]: [string, Record<string, string>] =
      kind === 'user'
        ? ['GET /users/{username}', { username: name }]
        : [
            'GET /orgs/{org}/teams/{team_slug}',
            // Teams are written with their organisation as well.
            { org: owner, team_slug: name.slice(name.indexOf('/') + 1) },
          ];
    const answer = await orUndefined(this.#github.request(route, parameters));
    if (!answer) {
      throw new InputError(
        kind === 'user'
          ? `There is no user ${name} on this GitHub; name another reviewer`
          : `There is no team ${name} in ${owner} that the portal may see; name another reviewer`,
      );
    }
    return { kind, id: parseAnswer(idSchema, answer.data, kind).id, name };
  }

  async find(
    repository: ForgeRepository,
    name: string,
  ): Promise<ForgeEnvironment | undefined> {
    const answer = await orUndefined(
      this.#github.request(`GET ${path}`, {
        ...ownerAndName(repository.path),
        environment_name: name,
      }),
    );
    return (
      answer && {
        name,
        rules: readEnvironment(
          parseAnswer(environmentSchema, answer.data, `environment ${name}`),
        ),
      }
    );
  }

  /** What a request leaves out, GitHub takes away; so one that leaves rules be is not made. */
  async put(
    repository: ForgeRepository,
    { name, rules }: ForgeEnvironment,
    current: ForgeEnvironment | undefined,
  ): Promise<void> {
    if (!rules && current) {
      return;
    }
    await this.#github.request(`PUT ${path}`, {
      ...ownerAndName(repository.path),
      environment_name: name,
      ...(rules && {
        wait_timer: rules.waitMinutes,
        prevent_self_review: rules.preventSelfReview,
        reviewers: rules.reviewers.map(({ kind, id }) => ({
          type: kind === 'user' ? ('User' as const) : ('Team' as const),
          id,
        })),
        deployment_branch_policy:
          rules.branches === 'protected'
            ? { protected_branches: true, custom_branch_policies: false }
            : null,
      }),
    });
  }

  async remove(repository: ForgeRepository, name: string): Promise<void> {
    await orUndefined(
      this.#github.request(`DELETE ${path}`, {
        ...ownerAndName(repository.path),
        environment_name: name,
      }),
    );
  }

  /** Told to those who belong to an organisation of github.com; undefined everywhere else. */
  async #planOf(owner: string): Promise<string | undefined> {
    try {
      const answer = await orUndefined(
        this.#github.request('GET /orgs/{org}', { org: owner }),
      );
      return (
        answer &&
        parseAnswer(organisationSchema, answer.data, 'organisation').plan?.name
      );
    } catch (error) {
      if (error instanceof NotAllowedError) {
        return undefined;
      }
      throw error;
    }
  }
}
