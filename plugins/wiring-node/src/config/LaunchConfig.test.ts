import { ConfigReader } from '@backstage/config';
import { readLaunchConfig, registryUrl } from './LaunchConfig';
import { launchOn } from './launchOn';

const read = (launch?: object) =>
  readLaunchConfig(
    new ConfigReader(launch && { delivery: { launch: launch as any } }),
  );

describe('readLaunchConfig', () => {
  it('has defaults for what has a good one', () => {
    expect(read()).toMatchObject({
      visibility: 'private',
      token: { days: 364, renewDays: 30 },
      quota: { 'limits.memory': '8Gi' },
    });
  });
  it('tells everything that is wrong at once', () => {
    expect(() =>
      read({
        registryHost: 'https://r.example.com',
        token: { days: 500 },
        x: 1,
      }),
    ).toThrow(
      /delivery.launch.registryHost: is a host.*delivery.launch.token.days.*Unrecognized key/,
    );
    expect(() => read({ token: { days: 30, renewDays: 30 } })).toThrow(
      'renewDays is smaller than days',
    );
  });
});

describe('launchOn', () => {
  const launch = read({
    host: 'gitlab.example.com',
    group: 'acme',
    registryHost: 'registry.example.com',
    registry: { username: 'a', password: 'b' },
    visibility: 'internal',
    github: { host: 'github.com', group: 'acme-inc' },
  });

  it('has the places of the forge that a template is made for, and mixes no others in', () => {
    expect(launchOn(launch, 'github')).toMatchObject({
      host: 'github.com',
      group: 'acme-inc',
      registryHost: undefined,
      registry: undefined,
      visibility: 'internal',
    });
  });

  it.each(['gitlab', undefined] as const)('has the usual ones for %s', kind => {
    expect(launchOn(launch, kind)).toBe(launch);
  });

  it('has the usual ones where the forge has no section', () => {
    const plain = read({ host: 'github.com' });
    expect(launchOn(plain, 'github').host).toBe('github.com');
  });
});

it.each([
  ['127.0.0.1:8929', 'http://127.0.0.1:8929'],
  ['registry.example.com:5050', 'https://registry.example.com:5050'],
])('the registry %s is asked at %s', (host, url) => {
  expect(registryUrl(host)).toBe(url);
});
