import { ConfigReader } from '@backstage/config';
import { readLaunchConfig, registryUrl } from './LaunchConfig';

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

it.each([
  ['127.0.0.1:8929', 'http://127.0.0.1:8929'],
  ['registry.example.com:5050', 'https://registry.example.com:5050'],
])('the registry %s is asked at %s', (host, url) => {
  expect(registryUrl(host)).toBe(url);
});
