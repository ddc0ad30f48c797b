import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createValidators } from '../forge/contract/createValidators.ts';
import { cannotOccur } from './contract/cannotOccur.ts';
import { contentCases } from './contract/cases/contentCases.ts';
import { repositoryCases } from './contract/cases/repositoryCases.ts';
import { ruleCases } from './contract/cases/ruleCases.ts';
import { ContractCall } from './contract/ContractCall.ts';
import {
  githubErrorBody,
  githubFormats,
  loadGithubContract,
} from './contract/loadGithubContract.ts';
import { startTestGithub } from './testing/startTestGithub.ts';
import type { TestGithub } from './testing/startTestGithub.ts';

const document = loadGithubContract();
const skip =
  document === undefined &&
  'left out: ../shared/contracts/github is not beside the project, so that no answer can be compared with GitHub’s description';
const cases = { ...repositoryCases, ...contentCases, ...ruleCases };

/** Workflow runs and what belongs to them have a suite of their own. */
const ofActions = /\/(actions|environments|deployments)(\/|$)|\/check-runs$/;

let world: TestGithub;
let contract: ContractCall;

if (document) {
  before(async () => {
    world = await startTestGithub();
    contract = new ContractCall(
      world,
      createValidators(document, {
        errorBody: githubErrorBody,
        formats: githubFormats,
      }),
    );
  });
  after(() => world.stop());
} else {
  console.log(skip);
}

for (const [name, run] of Object.entries(cases)) {
  test(`answers as described: ${name}`, { skip }, () => run(contract));
}

test(
  'every operation that is described is served, and each status of it that can occur has been seen',
  { skip },
  () => {
    const operations = Object.entries(document!.paths)
      .filter(([path]) => !ofActions.test(path))
      .flatMap(([path, methods]) =>
        Object.entries(methods).map(([method, { responses }]) => ({
          operation: `${method.toUpperCase()} ${path}`,
          statuses: Object.keys(responses),
        })),
      );
    const served = new Set(
      world.github.routes.map(route => `${route.method} ${route.path}`),
    );
    assert.deepEqual(
      operations
        .map(each => each.operation)
        .filter(operation => !served.has(operation)),
      [],
      'described, not served',
    );
    const described = operations.flatMap(({ operation, statuses }) =>
      statuses.map(status => `${operation} ${status}`),
    );
    assert.deepEqual(
      described.filter(
        each => !contract.provoked.has(each) && !cannotOccur[each],
      ),
      [],
      'described, neither seen nor said to be impossible',
    );
    assert.deepEqual(
      Object.keys(cannotOccur).filter(each => contract.provoked.has(each)),
      [],
      'said to be impossible, and seen',
    );
    console.log(
      `operations checked: ${operations.length}, statuses: ${
        contract.provoked.size
      } of ${described.length} (${
        Object.keys(cannotOccur).length
      } have no occasion), error bodies: ${contract.errorBodies} (${
        contract.undescribed
      } of a status that the description leaves out), served beyond the description: ${
        served.size - operations.length
      }`,
    );
  },
);
