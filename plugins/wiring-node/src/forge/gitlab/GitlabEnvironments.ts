import { InputError, NotAllowedError, NotFoundError } from '@backstage/errors';
import { GitlabTransport } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import { ForgeRepository } from '../ForgeRepositories';
import {
  EnvironmentRules,
  ForgeEnvironment,
  ForgeEnvironments,
  ForgeReviewer,
} from '../ForgeEnvironments';
import { orUndefined } from './orUndefined';
import { parseAnswer, parseList } from './parse';
import { projectPath } from './projectPath';
import {
  approvalChanges,
  protectedEnvironmentSchema,
  readApprovals,
} from './protectedEnvironments';

const environmentSchema = z.object({
  id: z.number(),
  name: z.string(),
  state: z.string().nullish(),
});
const userSchema = z.object({ id: z.number(), username: z.string() });
const groupSchema = z.object({ id: z.number(), full_path: z.string() });

/** Environments, which every plan has, and their approvals, which the paid ones have. */
export class GitlabEnvironments implements ForgeEnvironments {
  readonly #forge: GitlabTransport;

  constructor(forge: GitlabTransport) {
    this.#forge = forge;
  }

  /** From where may be deployed is up to the pipeline, and nothing waits by itself. */
  fit(rules: EnvironmentRules): EnvironmentRules {
    return {
      ...rules,
      preventSelfReview: false,
      waitMinutes: 0,
      branches: 'all',
    };
  }

  async unavailable(repository: ForgeRepository): Promise<string | undefined> {
    try {
      await this.#forge.request({
        method: 'GET',
        path: this.#rulesPath(repository),
        query: { per_page: 1 },
      });
      return undefined;
    } catch (error) {
      if (error instanceof NotFoundError || error instanceof NotAllowedError) {
        return (
          `The plan of ${repository.path} has no protected environments, so nobody is asked before a deployment; ` +
          'GitLab has them from Premium on'
        );
      }
      throw error;
    }
  }

  async reviewer(
    _: ForgeRepository,
    { kind, name }: Pick<ForgeReviewer, 'kind' | 'name'>,
  ): Promise<ForgeReviewer> {
    if (kind === 'group') {
      const answer = await orUndefined(
        this.#forge.request({
          method: 'GET',
          path: `/groups/${encodeURIComponent(name)}`,
          query: { with_projects: false },
        }),
      );
      if (answer) {
        const { id } = parseAnswer(groupSchema, answer.body, 'group');
        return { kind, id, name };
      }
    } else {
      const users = await this.#forge.list('/users', { username: name });
      const [user] = parseList(userSchema, users);
      if (user) {
        return { kind, id: user.id, name: user.username };
      }
    }
    throw new InputError(
      `There is no ${kind} ${name} on this GitLab that the portal may see; name another reviewer`,
    );
  }

  async find(
    repository: ForgeRepository,
    name: string,
  ): Promise<ForgeEnvironment | undefined> {
    const found = await this.#find(repository, name);
    if (!found) {
      return undefined;
    }
    const rules = await this.#rules(repository, name);
    return { name, ...(rules && { rules: readApprovals(rules) }) };
  }

  async put(
    repository: ForgeRepository,
    { name, rules }: ForgeEnvironment,
  ): Promise<void> {
    if (!(await this.#find(repository, name))) {
      await this.#forge.request({
        method: 'POST',
        path: `${projectPath(repository)}/environments`,
        body: { name },
      });
    }
    if (!rules) {
      return;
    }
    const current = await this.#rules(repository, name);
    await this.#forge.request({
      method: current ? 'PUT' : 'POST',
      path: current
        ? this.#rulesPath(repository, name)
        : this.#rulesPath(repository),
      body: {
        ...(current
          ? {}
          : { name, deploy_access_levels: [{ access_level: 30 }] }),
        approval_rules: approvalChanges(current, rules),
      },
    });
  }

  async remove(repository: ForgeRepository, name: string): Promise<void> {
    await orUndefined(
      this.#forge.request({
        method: 'DELETE',
        path: this.#rulesPath(repository, name),
      }),
    );
    const found = await this.#find(repository, name);
    if (!found) {
      return;
    }
    const path = `${projectPath(repository)}/environments/${found.id}`;
    // GitLab deletes none that has not been stopped.
    if (found.state !== 'stopped') {
      await this.#forge.request({ method: 'POST', path: `${path}/stop` });
    }
    await orUndefined(this.#forge.request({ method: 'DELETE', path }));
  }

  async #find(repository: ForgeRepository, name: string) {
    const list = await this.#forge.list(
      `${projectPath(repository)}/environments`,
      { name },
    );
    return parseList(environmentSchema, list).find(one => one.name === name);
  }

  async #rules(repository: ForgeRepository, name: string) {
    try {
      const { body } = await this.#forge.request({
        method: 'GET',
        path: this.#rulesPath(repository, name),
      });
      return parseAnswer(protectedEnvironmentSchema, body, 'environment');
    } catch (error) {
      // What is not protected is not there, and nor is what the plan has not.
      if (error instanceof NotFoundError || error instanceof NotAllowedError) {
        return undefined;
      }
      throw error;
    }
  }

  #rulesPath(repository: ForgeRepository, name?: string): string {
    const path = `${projectPath(repository)}/protected_environments`;
    return name === undefined ? path : `${path}/${encodeURIComponent(name)}`;
  }
}
