import { NotFoundError } from '@backstage/errors';
import { GitlabTransport } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import { ForgeRepository } from '../ForgeRepositories';
import {
  ForgeVariable,
  ForgeVariables,
  WantedForgeVariable,
} from '../ForgeVariables';
import { parseAnswer } from './parse';
import { projectPath } from './projectPath';

const variableSchema = z.object({
  key: z.string(),
  /** null for a hidden one. */
  value: z.string().nullish(),
  protected: z.boolean().default(false),
  masked: z.boolean().default(false),
  hidden: z.boolean().nullish(),
  raw: z.boolean().default(false),
  environment_scope: z.string().default('*'),
  description: z.string().nullish(),
});

export class GitlabVariables implements ForgeVariables {
  readonly secretsAreOneLine = true;
  readonly #forge: GitlabTransport;

  constructor(forge: GitlabTransport) {
    this.#forge = forge;
  }

  fit(variable: WantedForgeVariable): WantedForgeVariable {
    return { ...variable, masked: variable.masked || variable.secret };
  }

  async find(
    repository: ForgeRepository,
    key: string,
    environmentScope: string,
  ): Promise<ForgeVariable | undefined> {
    try {
      const { body } = await this.#forge.request({
        method: 'GET',
        path: variablePath(repository, key),
        query: { filter: { environment_scope: environmentScope } },
      });
      const found = parseAnswer(variableSchema, body, `variable ${key}`);
      return {
        key: found.key,
        value: found.value ?? undefined,
        secret: found.hidden ?? false,
        masked: found.masked,
        protected: found.protected,
        raw: found.raw,
        environmentScope: found.environment_scope,
        description: found.description ?? '',
      };
    } catch (error) {
      if (error instanceof NotFoundError) {
        return undefined;
      }
      throw error;
    }
  }

  /** GitLab hides a variable when it is made and never later or no longer: then it is made anew. */
  async put(
    repository: ForgeRepository,
    variable: WantedForgeVariable,
    current: ForgeVariable | undefined,
  ): Promise<void> {
    if (current && current.secret === variable.secret) {
      await this.#update(repository, variable);
      return;
    }
    if (current) {
      await this.remove(repository, variable.key, variable.environmentScope);
    }
    await this.#create(repository, variable);
  }

  async remove(
    repository: ForgeRepository,
    key: string,
    environmentScope: string,
  ): Promise<void> {
    try {
      await this.#forge.request({
        method: 'DELETE',
        path: variablePath(repository, key),
        query: { filter: { environment_scope: environmentScope } },
      });
    } catch (error) {
      if (!(error instanceof NotFoundError)) {
        throw error;
      }
    }
  }

  async #create(
    repository: ForgeRepository,
    variable: WantedForgeVariable,
  ): Promise<void> {
    await this.#forge.request({
      method: 'POST',
      path: `${projectPath(repository)}/variables`,
      body: {
        ...fields(variable),
        key: variable.key,
        // A hidden variable is masked too, and GitLab takes one of the two parameters.
        ...(variable.secret
          ? { masked_and_hidden: true }
          : { masked: variable.masked }),
      },
    });
  }

  async #update(
    repository: ForgeRepository,
    variable: WantedForgeVariable,
  ): Promise<void> {
    await this.#forge.request({
      method: 'PUT',
      path: variablePath(repository, variable.key),
      query: { filter: { environment_scope: variable.environmentScope } },
      body: { ...fields(variable), masked: variable.masked || variable.secret },
    });
  }
}

function variablePath(repository: ForgeRepository, key: string): string {
  return `${projectPath(repository)}/variables/${encodeURIComponent(key)}`;
}

function fields(variable: WantedForgeVariable) {
  return {
    value: variable.value,
    protected: variable.protected,
    raw: variable.raw,
    environment_scope: variable.environmentScope,
    description: variable.description,
  };
}
