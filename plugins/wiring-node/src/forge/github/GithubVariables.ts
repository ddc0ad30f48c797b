import { GithubClient } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import { ForgeRepository } from '../ForgeRepositories';
import {
  ForgeVariable,
  ForgeVariables,
  WantedForgeVariable,
} from '../ForgeVariables';
import { orUndefined } from './orUndefined';
import { ownerAndName } from './ownerAndName';
import { parseAnswer, parseList } from './parse';
import { sealedBox } from './sealedBox';

const variableSchema = z.object({ name: z.string(), value: z.string() });
const secretSchema = z.object({ name: z.string() });
const keySchema = z.object({ key_id: z.string(), key: z.string() });

/**
 * Actions variables, and secrets for what nobody may read. A secret has no description: a plain
 * variable beside it holds one. It is taken away before the secret is written and put back after, so
 * that a run that breaks off in between leaves none rather than a wrong one.
 */
export class GithubVariables implements ForgeVariables {
  readonly secretsAreOneLine = false;
  readonly #github: GithubClient;

  constructor(github: GithubClient) {
    this.#github = github;
  }

  fit(variable: WantedForgeVariable): WantedForgeVariable {
    const secret = variable.secret || variable.masked;
    return {
      ...variable,
      key: variable.key.toUpperCase(),
      secret,
      masked: secret,
      protected: false,
      raw: true,
      description: secret ? variable.description : '',
    };
  }

  async find(
    repository: ForgeRepository,
    key: string,
    environmentScope: string,
  ): Promise<ForgeVariable | undefined> {
    const place = placeOf(repository, environmentScope);
    const common = {
      key: key.toUpperCase(),
      protected: false,
      raw: true,
      environmentScope,
    };
    if (await this.#hasSecret(place, key)) {
      const about = await this.#variable(place, aboutKey(key));
      return {
        ...common,
        secret: true,
        masked: true,
        description: about ?? '',
      };
    }
    const value = await this.#variable(place, key);
    return value === undefined
      ? undefined
      : { ...common, value, secret: false, masked: false, description: '' };
  }

  async put(
    repository: ForgeRepository,
    variable: WantedForgeVariable,
    current: ForgeVariable | undefined,
  ): Promise<void> {
    const { key, value, environmentScope, description } = variable;
    const place = placeOf(repository, environmentScope);
    if (environmentScope !== '*') {
      await this.#ensureEnvironment(place);
    }
    if (!variable.secret) {
      await this.#putVariable(place, key, value, current?.value !== undefined);
      if (current?.secret) {
        await this.#removeSecret(place, key);
      }
      return;
    }
    if (current?.description) {
      await this.#removeVariable(place, aboutKey(key));
    }
    await this.#putSecret(place, key, value);
    if (current && !current.secret) {
      await this.#removeVariable(place, key);
    }
    if (description) {
      await this.#putVariable(place, aboutKey(key), description, false);
    }
  }

  async remove(
    repository: ForgeRepository,
    key: string,
    environmentScope: string,
  ): Promise<void> {
    const place = placeOf(repository, environmentScope);
    await this.#removeSecret(place, key);
    await this.#removeVariable(place, key);
  }

  async #hasSecret(place: Place, key: string): Promise<boolean> {
    for (let page = 1; ; page++) {
      const answer = await orUndefined(
        this.#github.request(`GET ${place.base}/secrets`, {
          ...place.parameters,
          per_page: 100,
          page,
        }),
      );
      const secrets: unknown[] = answer?.data.secrets ?? [];
      if (
        parseList(secretSchema, secrets).some(({ name }) => same(name, key))
      ) {
        return true;
      }
      if (secrets.length < 100) {
        return false;
      }
    }
  }

  async #variable(place: Place, name: string): Promise<string | undefined> {
    const answer = await orUndefined(
      this.#github.request(`GET ${place.base}/variables/{name}`, {
        ...place.parameters,
        name,
      }),
    );
    return (
      answer &&
      parseAnswer(variableSchema, answer.data, `variable ${name}`).value
    );
  }

  async #putSecret(place: Place, name: string, value: string): Promise<void> {
    const { data } = await this.#github.request(
      `GET ${place.base}/secrets/public-key`,
      place.parameters,
    );
    const { key, key_id } = parseAnswer(keySchema, data, 'key for secrets');
    await this.#github.request(`PUT ${place.base}/secrets/{secret_name}`, {
      ...place.parameters,
      secret_name: name,
      key_id,
      encrypted_value: await sealedBox(value, key),
    });
  }

  async #putVariable(
    place: Place,
    name: string,
    value: string,
    isThere: boolean,
  ): Promise<void> {
    await this.#github.request(
      isThere
        ? `PATCH ${place.base}/variables/{name}`
        : `POST ${place.base}/variables`,
      { ...place.parameters, name, value },
    );
  }

  async #removeSecret(place: Place, key: string): Promise<void> {
    await orUndefined(
      this.#github.request(`DELETE ${place.base}/secrets/{secret_name}`, {
        ...place.parameters,
        secret_name: key,
      }),
    );
    await this.#removeVariable(place, aboutKey(key));
  }

  async #removeVariable(place: Place, name: string): Promise<void> {
    await orUndefined(
      this.#github.request(`DELETE ${place.base}/variables/{name}`, {
        ...place.parameters,
        name,
      }),
    );
  }

  /** Looked for first: to put one that is there would take its reviewers away. */
  async #ensureEnvironment(place: Place): Promise<void> {
    if (
      !(await orUndefined(
        this.#github.request(`GET ${place.base}`, place.parameters),
      ))
    ) {
      await this.#github.request(`PUT ${place.base}`, place.parameters);
    }
  }
}

/** Where the variables and secrets of a repository, or of one of its environments, are. */
interface Place {
  base: string;
  parameters: Record<string, string>;
}

function placeOf(repository: ForgeRepository, environment: string): Place {
  const parameters = ownerAndName(repository.path);
  return environment === '*'
    ? { base: '/repos/{owner}/{repo}/actions', parameters }
    : {
        base: '/repos/{owner}/{repo}/environments/{environment_name}',
        parameters: { ...parameters, environment_name: environment },
      };
}

function aboutKey(key: string): string {
  return `${key.toUpperCase()}_ABOUT`;
}

/** GitHub writes names in capitals, whatever it was given. */
function same(a: string, b: string): boolean {
  return a.toUpperCase() === b.toUpperCase();
}
