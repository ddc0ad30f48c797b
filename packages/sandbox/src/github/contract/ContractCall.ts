import assert from 'node:assert/strict';
import type { Validators } from '../../forge/contract/createValidators.ts';
import type { TestGithub } from '../testing/startTestGithub.ts';

export interface CallOptions {
  body?: unknown;
  query?: string;
  /** Null sends none, left out the portal's. */
  token?: string | null;
  headers?: Record<string, string>;
  /** The exact message of a refusal. */
  message?: string;
}

/** Sends requests of operations and holds each answer to its description. */
export class ContractCall {
  readonly world: TestGithub;
  #validators: Validators;
  /** `GET /user 200` */
  readonly provoked = new Set<string>();
  errorBodies = 0;
  undescribed = 0;

  constructor(world: TestGithub, validators: Validators) {
    this.world = world;
    this.#validators = validators;
  }

  /** `call('GET /repos/{owner}/{repo}', 200, { repo: 'x' })`; the owner is `acme` by itself. */
  async call(
    operation: string,
    status: number,
    params: Record<string, string | number> = {},
    options: CallOptions = {},
  ): Promise<{ body: any; headers: Headers }> {
    const [method, template] = operation.split(' ');
    const all: Record<string, string | number> = {
      owner: 'acme',
      org: 'acme',
      ...params,
    };
    const path = template.replace(/\{(\w+)\}/g, (_, name) =>
      encodeURIComponent(
        String(all[name] ?? assert.fail(`${name} of ${operation}`)),
      ),
    );
    const answer = await this.world.api(
      method,
      `${path}${options.query ?? ''}`,
      options.body,
      { token: options.token, headers: options.headers },
    );
    const what = `${operation}: ${JSON.stringify(answer.body).slice(0, 500)}`;
    assert.equal(answer.status, status, what);
    for (const name of ['limit', 'remaining', 'used', 'reset', 'resource']) {
      assert.ok(answer.headers.has(`x-ratelimit-${name}`), name);
    }
    if (status >= 400) {
      assert.deepEqual(this.#validators.error(answer.body), [], what);
      assert.equal(answer.body.status, String(status), what);
      this.errorBodies += 1;
    }
    if (options.message !== undefined) {
      assert.equal(answer.body.message, options.message, what);
    }
    if (this.#validators.isDocumented(method, template, status)) {
      const problems = this.#validators.success(
        method,
        template,
        status,
        answer.body,
      );
      assert.deepEqual(problems, [], what);
      this.provoked.add(`${operation} ${status}`);
    } else {
      assert.ok(status >= 400, `${what} is not described`);
      this.undescribed += 1;
    }
    return answer;
  }
}
