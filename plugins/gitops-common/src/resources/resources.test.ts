import { parseQuantity } from './quantity';
import { quotaProblems, WorkloadResources } from './quotaFit';

it.each([
  ['250m', 0.25],
  ['2', 2],
  [1, 1],
  ['128Mi', 134217728],
  ['1Gi', 1073741824],
  ['1e3', 1000],
  ['1k', 1000],
])('the quantity %s is %d', (text, value) => {
  expect(parseQuantity(text)).toBeCloseTo(value);
});

it.each(['', 'x', '1Q', '1 Mi', 'Mi'])('%j is not a quantity', text => {
  expect(() => parseQuantity(text)).toThrow('not a quantity');
});

describe('T01: workloads fit the quota of their namespace', () => {
  const app = (pods: number): WorkloadResources => ({
    name: 'Rollout/payments',
    pods,
    containers: [
      {
        name: 'app',
        resources: {
          requests: { cpu: '100m', memory: '128Mi' },
          limits: { cpu: '500m', memory: '256Mi' },
        },
      },
    ],
  });
  const hard = {
    'requests.cpu': '1',
    'requests.memory': '1Gi',
    'limits.memory': '2Gi',
    pods: '10',
    'count/jobs.batch': '5',
  };
  it.each([
    [8, []],
    [9, ['requests.memory needs', 'limits.memory needs']],
    [
      11,
      [
        'requests.cpu needs 1.1, the quota allows 1',
        'requests.memory needs',
        'limits.memory needs',
        'pods needs 11',
      ],
    ],
  ])('%d pods: %j', (pods, expected) => {
    expect(quotaProblems([app(pods)], hard)).toEqual(
      expected.map(problem => expect.stringContaining(problem)),
    );
  });

  it('names each container without requests or limits', () => {
    expect(
      quotaProblems(
        [{ name: 'Job/x', pods: 1, containers: [{ name: 'c' }] }],
        {},
      ),
    ).toEqual([
      'Job/x: the container c has no requests.cpu',
      'Job/x: the container c has no requests.memory',
      'Job/x: the container c has no limits.cpu',
      'Job/x: the container c has no limits.memory',
    ]);
  });
});
