import { ForgeRunner } from '../../forge';
import { planRunner, runnerProblem } from './planRunner';

const runner = (fields: Partial<ForgeRunner> = {}): ForgeRunner => ({
  id: '7',
  name: 'slipway-payments',
  owner: 'project',
  online: false,
  ...fields,
});

it.each([
  ['there is none', [], undefined, 'create'],
  ['a Secret is left of one that is gone', [], '7', 'create'],
  ['its Secret holds its token', [runner()], '7', 'unchanged'],
  ['its token is lost', [runner()], undefined, 'update'],
  ['a Secret holds that of another', [runner()], '6', 'update'],
])('planRunner when %s', (_, own, held, kind) => {
  expect(planRunner(own, held).kind).toBe(kind);
});

it.each<[string, ForgeRunner[], string[], string | undefined]>([
  ['one is up', [runner(), runner({ online: true })], ['arm64'], undefined],
  [
    'T04: none is there',
    [],
    ['arm64', 'docker'],
    'No runner takes jobs tagged arm64, docker of acme/payments',
  ],
  [
    'T04: all are down',
    [runner()],
    [],
    'The runners that take untagged jobs of acme/payments are offline (slipway-payments); start one of them',
  ],
])('runnerProblem when %s', (_, runners, tags, expected) => {
  const problem = runnerProblem({ runners, tags, path: 'acme/payments' });
  expect(problem?.startsWith(expected ?? '')).toBe(expected && true);
});
