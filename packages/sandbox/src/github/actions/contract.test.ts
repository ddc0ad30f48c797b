import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createValidators } from '../../forge/contract/createValidators.ts';
import {
  githubErrorBody,
  githubFormats,
  loadGithubContract,
} from '../contract/loadGithubContract.ts';
import { actionsCases } from './contract/actionsCases.ts';
import type {
  ActionsCase,
  ActionsContractWorld,
} from './contract/actionsCases.ts';
import { startContractWorld } from './contract/startContractWorld.ts';

const document = loadGithubContract();
const skip =
  document === undefined &&
  'left out: ../shared/contracts/github is not beside the project, so that no answer can be compared with GitHub’s description';

const validators =
  document &&
  createValidators(document, {
    errorBody: githubErrorBody,
    formats: githubFormats,
  });

let world: ActionsContractWorld;
const checked = { operations: new Set<string>(), answers: 0 };

if (document) {
  before(async () => {
    world = await startContractWorld();
  });
  after(async () => {
    await world.stop();
    console.log(
      `operations checked: ${checked.operations.size}, answers: ${checked.answers}`,
    );
  });
} else {
  console.log(skip);
}

async function checkCase(each: ActionsCase): Promise<void> {
  const [method, template] = each.operation.split(' ');
  const repository = each.repository?.(world) ?? world.repository;
  const below = each.path(world);
  const body = await each.body?.(world);
  const refuses = async (
    path: string,
    token: string | null,
    status: number,
  ) => {
    const answer = await world.call(method, path, body, { token });
    const what = `${method} ${path}: ${JSON.stringify(answer.body)}`;
    assert.equal(answer.status, status, what);
    assert.deepEqual(validators!.error(answer.body), [], what);
    checked.answers += 1;
  };
  await refuses(`/repos/${repository}${below}`, 'ghp_nobody', 401);
  await refuses(`/repos/${repository}${below}`, null, 404);
  await refuses(`/repos/acme/nowhere${below}`, world.token, 404);
  if (each.writes) {
    const viewer = world.tokenOf('viewer');
    const answer = await world.call(
      method,
      `/repos/${repository}${below}`,
      body,
      { token: viewer },
    );
    assert.ok(
      answer.status === 403 || answer.status === 404,
      `a viewer is answered ${answer.status}`,
    );
    assert.deepEqual(validators!.error(answer.body), []);
    checked.answers += 1;
  }
  const success = await world.call(
    method,
    `/repos/${repository}${below}`,
    body,
  );
  assert.equal(
    success.status,
    each.status,
    `${each.operation}: ${JSON.stringify(success.body)}`,
  );
  if (each.bare) {
    assert.equal(success.body, '');
  } else {
    assert.deepEqual(
      validators!.success(method, template, success.status, success.body),
      [],
    );
  }
  checked.operations.add(each.operation);
  checked.answers += 1;
  const [run] = /^\/actions\/runs\/\d+/.exec(below) ?? [];
  if (run && each.writes) {
    // What comes next is not to be told that it still runs.
    await world.until(async () => {
      const { status } = await world.make('GET', `/repos/${repository}${run}`);
      return status === 'completed' || status === 'waiting' ? true : undefined;
    }, `${run} to come to rest`);
  }
}

for (const each of actionsCases) {
  test(`${each.operation} answers ${each.status} as described`, { skip }, () =>
    checkCase(each),
  );
}

test(
  'every operation on workflows that is described is served and has a case',
  {
    skip,
  },
  () => {
    const cases = new Set(actionsCases.map(each => each.operation));
    const served = new Set(
      world.github.routes.map(route => `${route.method} ${route.path}`),
    );
    const described = Object.entries(document!.paths)
      .filter(([path]) =>
        /\/repos\/\{owner\}\/\{repo\}\/(actions|environments|deployments)|check-runs/.test(
          path,
        ),
      )
      .flatMap(([path, methods]) =>
        Object.keys(methods).map(method => `${method.toUpperCase()} ${path}`),
      );
    assert.deepEqual(
      described.filter(operation => !served.has(operation)),
      [],
      'described, not served',
    );
    assert.deepEqual(
      described.filter(operation => !cases.has(operation)),
      [],
      'described, without a case',
    );
  },
);
