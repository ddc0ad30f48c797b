import {
  ArgocdCluster,
  DestinationProblem,
  judgeDestination,
  parseArgocdCluster,
} from './argocdClusters';

const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('parseArgocdCluster', () => {
  const parse = (data: Record<string, string>) =>
    parseArgocdCluster({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'x' },
      data: Object.fromEntries(
        Object.entries(data).map(([key, value]) => [key, base64(value)]),
      ),
    });
  it('reads where it is and what it is limited to, and never its credential', () => {
    expect(
      parse({
        name: 'west',
        server: 'https://west.example.com',
        namespaces: 'a, b,',
        project: 'payments',
        config: '{"bearerToken":"CANARY"}',
      }),
    ).toEqual({
      name: 'west',
      server: 'https://west.example.com',
      namespaces: ['a', 'b'],
      project: 'payments',
    });
  });
  it('a Secret without a server is no cluster', () => {
    expect(parse({ name: 'west' })).toBeUndefined();
  });
});

describe('judgeDestination', () => {
  const own = 'https://kubernetes.default.svc';
  const west = 'https://west.example.com';
  const cluster = (more: Partial<ArgocdCluster> = {}): ArgocdCluster => ({
    name: 'west',
    server: west,
    namespaces: [],
    ...more,
  });
  it.each<[string, ArgocdCluster[], string, DestinationProblem['kind'][]]>([
    ['the own cluster needs no registration', [], own, []],
    [
      'but what its registration says holds',
      [cluster({ server: own, namespaces: ['a'] })],
      own,
      ['restricted'],
    ],
    ['a registered one is known', [cluster()], west, []],
    ['a slash at the end makes no other', [cluster()], `${west}/`, []],
    ['one that nobody registered', [cluster()], 'https://east', ['unknown']],
    [
      'one that is limited to the namespace, too',
      [cluster({ namespaces: ['a', 'payments-dev'] })],
      west,
      [],
    ],
    [
      'one of another project',
      [cluster({ project: 'orders' })],
      west,
      ['of-project'],
    ],
    ['one of this project', [cluster({ project: 'payments' })], west, []],
    [
      'one that both have',
      [cluster({ project: 'orders' }), cluster({ project: 'payments' })],
      west,
      [],
    ],
  ])('%s', (_, clusters, server, expected) => {
    expect(
      judgeDestination(clusters, {
        server,
        namespace: 'payments-dev',
        project: 'payments',
      }).map(({ kind }) => kind),
    ).toEqual(expected);
  });
});
