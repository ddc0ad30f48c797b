import {
  InputError,
  NotAllowedError,
  NotImplementedError,
} from '@backstage/errors';
import { GithubClient } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import { ForgeRepository } from '../ForgeRepositories';
import {
  BranchProtection,
  ForgeProtection,
  WantedBranchRules,
} from '../ForgeProtection';
import { classicOf, classicSchema, readClassic } from './classicProtection';
import { orUndefined } from './orUndefined';
import { ownerAndName } from './ownerAndName';
import { parseAnswer, parseList } from './parse';
import {
  readRuleset,
  Ruleset,
  rulesetName,
  rulesetOf,
  rulesetSchema,
} from './rulesets';

const summarySchema = z.object({ id: z.number(), name: z.string() });
const branchRuleSchema = z.object({
  type: z.string(),
  ruleset_id: z.number(),
  ruleset_source_type: z.string().nullish(),
  ruleset_source: z.string().nullish(),
});

/** A ruleset of Slipway's own; branch protection on a GitHub that has no rulesets. */
export class GithubProtection implements ForgeProtection {
  readonly #github: GithubClient;

  constructor(github: GithubClient) {
    this.#github = github;
  }

  /** Whoever may write may merge; with no review there is nothing to approve, nor to come past. */
  fit(rules: WantedBranchRules): WantedBranchRules {
    const isOpen = rules.push === 'developers';
    return {
      ...rules,
      merge: 'developers',
      deployKeys: isOpen || rules.deployKeys,
      approvals: isOpen ? 0 : rules.approvals,
    };
  }

  async find(
    repository: ForgeRepository,
    branch: string,
  ): Promise<BranchProtection> {
    const rulesets = await this.#rulesets(repository);
    const classic = await this.#classic(repository, branch);
    if (!rulesets) {
      return { rules: classic && readClassic(classic), others: [] };
    }
    const own = await this.#own(repository, branch, rulesets);
    return {
      rules: own && fits(own, branch) ? readRuleset(own) : undefined,
      others: [
        ...(await this.#others(repository, branch, own?.id)),
        ...(classic ? ['the repository has branch protection beside it'] : []),
      ],
    };
  }

  async put(
    repository: ForgeRepository,
    branch: string,
    rules: WantedBranchRules,
  ): Promise<void> {
    const place = ownerAndName(repository.path);
    const rulesets = await this.#rulesets(repository);
    if (!rulesets) {
      if (rules.deployKeys && rules.push !== 'developers') {
        throw new NotImplementedError(
          `This GitHub has no rulesets, and its branch protection lets no deploy key past a review of ${repository.path}; ` +
            'let developers push, or CI bring pull requests',
        );
      }
      await this.#github.request(
        'PUT /repos/{owner}/{repo}/branches/{branch}/protection',
        { ...place, branch, ...classicOf(rules) },
      );
      return;
    }
    const wanted = rulesetOf(branch, rules);
    const known = rulesets.find(({ name }) => name === wanted.name);
    // The types of this octokit do not know deploy keys among those who come past.
    const route: string = known
      ? 'PUT /repos/{owner}/{repo}/rulesets/{ruleset_id}'
      : 'POST /repos/{owner}/{repo}/rulesets';
    await this.#github.request(route, {
      ...place,
      ...wanted,
      ...(known && { ruleset_id: known.id }),
    });
  }

  async remove(repository: ForgeRepository, branch: string): Promise<void> {
    const place = ownerAndName(repository.path);
    const rulesets = await this.#rulesets(repository);
    if (!rulesets) {
      await orUndefined(
        this.#github.request(
          'DELETE /repos/{owner}/{repo}/branches/{branch}/protection',
          { ...place, branch },
        ),
      );
      return;
    }
    for (const { id } of rulesets.filter(
      ({ name }) => name === rulesetName(branch),
    )) {
      await orUndefined(
        this.#github.request(
          'DELETE /repos/{owner}/{repo}/rulesets/{ruleset_id}',
          { ...place, ruleset_id: id },
        ),
      );
    }
  }

  /** Those of the repository itself; undefined where there are none to be had. */
  async #rulesets(
    repository: ForgeRepository,
  ): Promise<Array<z.infer<typeof summarySchema>> | undefined> {
    try {
      const found = await orUndefined(
        this.#github.paginate('GET /repos/{owner}/{repo}/rulesets', {
          ...ownerAndName(repository.path),
          includes_parents: false,
          per_page: 100,
        }),
      );
      return found && parseList(summarySchema, found);
    } catch (error) {
      if (error instanceof NotAllowedError && /upgrade/i.test(error.message)) {
        throw new NotAllowedError(
          `The plan of ${repository.path} has no rules for branches of private repositories; ` +
            'take a plan that has, make it public, or leave its branches unprotected',
          error,
        );
      }
      throw error;
    }
  }

  async #own(
    repository: ForgeRepository,
    branch: string,
    rulesets: Array<z.infer<typeof summarySchema>>,
  ): Promise<Ruleset | undefined> {
    const known = rulesets.find(({ name }) => name === rulesetName(branch));
    const answer =
      known &&
      (await orUndefined(
        this.#github.request(
          'GET /repos/{owner}/{repo}/rulesets/{ruleset_id}',
          { ...ownerAndName(repository.path), ruleset_id: known.id },
        ),
      ));
    return answer && parseAnswer(rulesetSchema, answer.data, 'ruleset');
  }

  /** Rules of other rulesets that hold for the branch, those of the organisation included. */
  async #others(
    repository: ForgeRepository,
    branch: string,
    own: number | undefined,
  ): Promise<string[]> {
    const { data } = await this.#github.request(
      'GET /repos/{owner}/{repo}/rules/branches/{branch}',
      { ...ownerAndName(repository.path), branch, per_page: 100 },
    );
    const byRuleset = new Map<string, string[]>();
    for (const rule of parseList(branchRuleSchema, data as unknown[])) {
      if (rule.ruleset_id !== own) {
        const whose =
          rule.ruleset_source_type === 'Organization'
            ? `the organisation ${rule.ruleset_source ?? ''}`.trim()
            : 'the repository';
        const key = `${whose} has ruleset ${rule.ruleset_id}`;
        byRuleset.set(key, [...(byRuleset.get(key) ?? []), rule.type]);
      }
    }
    return [...byRuleset].map(([key, types]) => `${key}: ${types.join(', ')}`);
  }

  async #classic(repository: ForgeRepository, branch: string) {
    try {
      const answer = await orUndefined(
        this.#github.request(
          'GET /repos/{owner}/{repo}/branches/{branch}/protection',
          { ...ownerAndName(repository.path), branch },
        ),
      );
      return answer && parseAnswer(classicSchema, answer.data, 'protection');
    } catch (error) {
      // What has no plan for it, or no right to see it, has rulesets to say the rest.
      if (error instanceof NotAllowedError || error instanceof InputError) {
        return undefined;
      }
      throw error;
    }
  }
}

function fits(ruleset: Ruleset, branch: string): boolean {
  return (ruleset.conditions?.ref_name?.include ?? []).includes(
    `refs/heads/${branch}`,
  );
}
