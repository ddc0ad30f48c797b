import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { contractCases } from './contract/cases/index.ts';
import type { ContractCase } from './contract/ContractCase.ts';
import { createValidators } from './contract/createValidators.ts';
import { loadContract } from './contract/loadContract.ts';
import { startContractWorld } from './contract/startContractWorld.ts';
import type { ContractWorld } from './contract/startContractWorld.ts';

const document = loadContract();
const leftOut =
  document === undefined &&
  'left out: ../shared/contracts/gitlab is not beside the project, so that no answer can be compared with GitLab’s description';

const checked = { operations: 0, statuses: 0, errorBodies: 0, undocumented: 0 };
let world: ContractWorld;

if (document) {
  before(async () => {
    world = await startContractWorld();
  });
  after(async () => {
    await world.stop();
    console.log(
      `operations checked: ${checked.operations}, statuses: ${checked.statuses}, error bodies: ${checked.errorBodies} (${checked.undocumented} of a status that the description leaves out)`,
    );
  });
} else {
  console.log(leftOut);
}

const validators = document && createValidators(document);

function elsewhere(path: string): [string, string] | undefined {
  const match = /^\/(projects|groups|namespaces)\/[^/?]+/.exec(path);
  if (!match) {
    return undefined;
  }
  const word = {
    projects: 'Project',
    groups: 'Group',
    namespaces: 'Namespace',
  }[match[1]];
  return [
    path.replace(match[0], `/${match[1]}/acme%2Fnowhere`),
    `404 ${word} Not Found`,
  ];
}

async function checkCase(each: ContractCase): Promise<void> {
  const [method, template] = each.operation.split(' ');
  const route = world.forge.routes.find(
    one => one.method === method && one.path === template,
  );
  assert.ok(route, `${each.operation} is not served`);
  const prepared = await each.request(world);

  async function refuses(
    path: string,
    body: unknown,
    token: string | undefined,
    status: number,
    expected: unknown,
  ): Promise<void> {
    const answer = await world.send(method, path, body, token);
    const what = `${method} ${path}`;
    assert.equal(
      answer.status,
      status,
      `${what}: ${JSON.stringify(answer.body)}`,
    );
    assert.deepEqual(validators!.error(answer.body), [], what);
    assert.deepEqual(answer.body, expected, what);
    checked.statuses += 1;
    checked.errorBodies += 1;
    if (!validators!.isDocumented(method, template, status)) {
      checked.undocumented += 1;
    }
  }

  const { path, body } = prepared;
  if (route.scopes !== 'public') {
    const wrong = world.tokenOf('slipway', ['read_virtual_registry']);
    await refuses(path, body, wrong, 403, {
      error: 'insufficient_scope',
      error_description:
        'The request requires higher privileges than provided by the access token.',
      scope: route.scopes.join(' '),
    });
    await refuses(path, body, 'glpat-nobody-has-this', 401, {
      message: '401 Unauthorized',
    });
  }
  const other = elsewhere(path);
  if (!route.anonymous) {
    await refuses(path, body, undefined, 401, { message: '401 Unauthorized' });
  } else if (path.startsWith('/projects/')) {
    // GitLab hides what is private.
    await refuses(path, body, undefined, 404, {
      message: '404 Project Not Found',
    });
  }
  if (other) {
    await refuses(other[0], body, world.token, 404, { message: other[1] });
  }
  if (each.tooSmall) {
    const { user, status = 403, answer } = each.tooSmall;
    await refuses(
      path,
      body,
      world.tokenOf(user),
      status,
      answer ?? { message: '403 Forbidden' },
    );
  }

  const success = await world.send(method, path, body, world.token);
  assert.equal(
    success.status,
    each.status,
    `${each.operation}: ${JSON.stringify(success.body)}`,
  );
  if (!each.text) {
    assert.deepEqual(
      validators!.success(method, template, success.status, success.body),
      [],
    );
  }
  if (Array.isArray(success.body) && !each.unpaged) {
    assert.ok(success.headers.get('x-per-page') ?? success.headers.get('link'));
  }
  checked.statuses += 1;
  checked.operations += 1;

  for (const refusal of each.refusals ?? []) {
    await refuses(
      refusal.path?.(world) ?? path,
      refusal.body,
      world.token,
      refusal.status,
      refusal.answer,
    );
  }
}

for (const each of contractCases) {
  test(`${each.operation} answers as described`, { skip: leftOut }, () =>
    checkCase(each),
  );
}

test(
  'every operation of the description is served and has a case',
  {
    skip: leftOut,
  },
  () => {
    const cases = new Set(contractCases.map(each => each.operation));
    const served = new Set(
      world.forge.routes.map(route => `${route.method} ${route.path}`),
    );
    const described = Object.entries(document!.paths).flatMap(
      ([path, operations]) =>
        Object.keys(operations)
          .filter(method => method !== 'parameters')
          .map(method => `${method.toUpperCase()} ${path}`),
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
    const beyond = [...served].filter(each => !described.includes(each));
    console.log(`served beyond the description: ${beyond.length}`);
  },
);
