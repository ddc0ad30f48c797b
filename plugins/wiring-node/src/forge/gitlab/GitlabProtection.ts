import { ConflictError, InputError } from '@backstage/errors';
import { GitlabTransport } from '@slipway/plugin-delivery-node';
import { ForgeRepository } from '../ForgeRepositories';
import {
  BranchProtection,
  ForgeProtection,
  WantedBranchRules,
} from '../ForgeProtection';
import { orUndefined } from './orUndefined';
import { parseAnswer, parseList } from './parse';
import { projectPath } from './projectPath';
import {
  AccessLevel,
  isAsWanted,
  isRole,
  levelChanges,
  levelOf,
  ProtectedBranch,
  protectedBranchSchema,
  readProtection,
} from './protectedBranches';

/** Protected branches, as every plan of GitLab has them. */
export class GitlabProtection implements ForgeProtection {
  readonly #forge: GitlabTransport;

  constructor(forge: GitlabTransport) {
    this.#forge = forge;
  }

  /** Approvals and checks are settings of other kinds there, and keys are let in one by one. */
  fit(rules: WantedBranchRules): WantedBranchRules {
    return { ...rules, deployKeys: false, approvals: 0, checks: [] };
  }

  async find(
    repository: ForgeRepository,
    branch: string,
  ): Promise<BranchProtection> {
    return readProtection(await this.#list(repository), branch);
  }

  async put(
    repository: ForgeRepository,
    branch: string,
    rules: WantedBranchRules,
  ): Promise<void> {
    const current = (await this.#list(repository)).find(
      ({ name, inherited }) => name === branch && !inherited,
    );
    if (!current) {
      await this.#create(repository, branch, rules);
      return;
    }
    const changed = await this.#change(repository, current, rules);
    if (!isAsWanted(changed, rules)) {
      await this.#replace(repository, changed, rules);
    }
  }

  async remove(repository: ForgeRepository, branch: string): Promise<void> {
    await orUndefined(
      this.#forge.request({
        method: 'DELETE',
        path: this.#path(repository, branch),
      }),
    );
  }

  async #list(repository: ForgeRepository): Promise<ProtectedBranch[]> {
    return parseList(
      protectedBranchSchema,
      await this.#forge.list(`${projectPath(repository)}/protected_branches`),
    );
  }

  async #create(
    repository: ForgeRepository,
    branch: string,
    rules: WantedBranchRules,
  ): Promise<void> {
    await this.#forge.request({
      method: 'POST',
      path: `${projectPath(repository)}/protected_branches`,
      body: {
        name: branch,
        push_access_level: levelOf[rules.push],
        merge_access_level: levelOf[rules.merge],
        allow_force_push: rules.forcePush,
      },
    });
  }

  async #change(
    repository: ForgeRepository,
    current: ProtectedBranch,
    rules: WantedBranchRules,
  ): Promise<ProtectedBranch> {
    try {
      const { body } = await this.#forge.request({
        method: 'PATCH',
        path: this.#path(repository, current.name),
        body: {
          allow_force_push: rules.forcePush,
          allowed_to_push: levelChanges(current.push_access_levels, rules.push),
          allowed_to_merge: levelChanges(
            current.merge_access_levels,
            rules.merge,
          ),
        },
      });
      return parseAnswer(protectedBranchSchema, body, 'protected branch');
    } catch (error) {
      // Without a paid plan GitLab changes no level in place.
      if (error instanceof InputError) {
        return current;
      }
      throw error;
    }
  }

  /** Made anew, which would lose people and keys that are named one by one. */
  async #replace(
    repository: ForgeRepository,
    current: ProtectedBranch,
    rules: WantedBranchRules,
  ): Promise<void> {
    const named: AccessLevel[] = [
      ...current.push_access_levels,
      ...current.merge_access_levels,
    ].filter(level => !isRole(level));
    if (named.length > 0) {
      throw new ConflictError(
        `The rules of ${current.name} in ${repository.path} name people, groups or keys, and this GitLab changes ` +
          'its levels only by making them anew, which would lose those; change the levels by hand',
      );
    }
    await this.remove(repository, current.name);
    await this.#create(repository, current.name, rules);
  }

  #path(repository: ForgeRepository, branch: string): string {
    return `${projectPath(repository)}/protected_branches/${encodeURIComponent(
      branch,
    )}`;
  }
}
