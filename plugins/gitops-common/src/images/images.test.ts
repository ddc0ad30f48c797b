import {
  assertImmutableTag,
  assertReachable,
  formatImageReference,
  isLoopback,
  mutableTagProblem,
  parseImageReference,
  readTagTrace,
} from '.';

const digest = `sha256:${'a'.repeat(64)}`;

describe('parseImageReference', () => {
  it.each([
    ['nginx', { registry: 'docker.io', repository: 'nginx' }],
    [
      'acme/payments:1a2b3c4d-1',
      { registry: 'docker.io', repository: 'acme/payments', tag: '1a2b3c4d-1' },
    ],
    [
      'registry.example.com:5050/acme/payments:1a2b3c4d-1',
      {
        registry: 'registry.example.com:5050',
        repository: 'acme/payments',
        tag: '1a2b3c4d-1',
      },
    ],
    ['localhost/x', { registry: 'localhost', repository: 'x' }],
    [
      `ghcr.io/acme/payments:t@${digest}`,
      { registry: 'ghcr.io', repository: 'acme/payments', tag: 't', digest },
    ],
  ])('reads %s', (text, image) => {
    expect(parseImageReference(text)).toEqual(image);
    const short = image.registry === 'docker.io' ? 'docker.io/' : '';
    expect(formatImageReference(parseImageReference(text))).toBe(
      `${short}${text}`,
    );
  });

  it.each([
    '',
    'Acme/Payments',
    'registry.example.com/acme/payments:',
    'registry.example.com/acme/payments:-x',
    'a@sha256:123',
    `a@${digest}@${digest}`,
    'registry.example.com/acme/pay ments',
    'https://registry.example.com/acme',
  ])('refuses %j', text => {
    expect(() => parseImageReference(text)).toThrow('not an image reference');
  });
});

describe('T19: tags that move are refused', () => {
  it.each(['latest', 'main', 'Master', 'dev', 'staging', '1', 'v1', '1.2'])(
    '%s',
    tag => {
      expect(() => assertImmutableTag(tag)).toThrow(/moves.*commit and run/);
    },
  );
  it.each(['1a2b3c4d-17', '1.2.3', 'v2.0.1-rc.1', '20260101.3-abcdef0'])(
    '%s is not one',
    tag => {
      expect(mutableTagProblem(tag)).toBeUndefined();
    },
  );
});

it.each([
  ['1a2b3c4d-17', { shortSha: '1a2b3c4d', run: 17 }],
  ['1.2.3', undefined],
  ['initial', undefined],
])('the trace in the tag %s is %j', (tag, trace) => {
  expect(readTagTrace(tag)).toEqual(trace);
});

describe('T09, T10: addresses that mean another machine inside the cluster', () => {
  it.each([
    ['localhost', true],
    ['localhost:5005', true],
    ['app.localhost', true],
    ['127.0.0.1:8929', true],
    ['127.1.2.3', true],
    ['[::1]:443', true],
    ['::1', true],
    ['0.0.0.0:80', true],
    ['gitlab.example.com', false],
    ['10.0.0.1:5000', false],
    ['localhost.example.com', false],
  ])('%s: %s', (host, loopback) => {
    expect(isLoopback(host)).toBe(loopback);
  });

  const options = { what: 'The registry', cluster: 'k3s' };
  it('refuses loopback with the reason and the way out', () => {
    expect(() =>
      assertReachable({
        ...options,
        address: 'http://localhost:5005/x',
        reachesLoopback: false,
      }),
    ).toThrow(
      /The registry is localhost:5005, which inside the cluster k3s means .*delivery\.clusters\.k3s\.reachesLoopback/,
    );
  });
  it('knows loopback also in an address as git writes it for SSH', () => {
    expect(() =>
      assertReachable({
        ...options,
        address: 'git@localhost:acme/payments-gitops.git',
        reachesLoopback: false,
      }),
    ).toThrow(/The registry is localhost, which inside/);
  });
  it('accepts it for a cluster on this machine, and any other host', () => {
    expect(() => {
      assertReachable({
        ...options,
        address: '127.0.0.1:8929',
        reachesLoopback: true,
      });
      assertReachable({
        ...options,
        address: 'https://gitlab.example.com',
        reachesLoopback: false,
      });
    }).not.toThrow();
  });
});
