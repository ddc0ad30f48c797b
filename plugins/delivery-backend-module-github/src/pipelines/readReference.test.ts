import { readReference } from './readReference';

const entity = (annotations: Record<string, string>) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payments', annotations },
});
const slug = { 'github.com/project-slug': ' acme/payments ' };
const from = (url: string) => ({
  'backstage.io/source-location': `url:${url}`,
});
const usable = (host: string) => ({ host, hasCredentials: true });
const bare = { host: 'github.com', hasCredentials: false };

describe('readReference', () => {
  it('has nothing to say of an entity without the slug', () => {
    expect(
      readReference(entity(from('https://github.com/acme/payments')), [
        usable('github.com'),
      ]),
    ).toBeUndefined();
  });

  it.each([
    [
      'the only GitHub with credentials',
      {},
      [usable('ghe.example.com'), bare],
      'ghe.example.com',
    ],
    [
      'the GitHub that the source is on',
      from('http://localhost:8929/acme/payments/tree/main/'),
      [usable('ghe.example.com'), usable('localhost:8929'), bare],
      'localhost:8929',
    ],
    [
      'the only one with credentials where the source is no GitHub',
      from('https://gitlab.example.com/acme/payments'),
      [usable('github.com')],
      'github.com',
    ],
    [
      'the GitHub that the entity is managed from',
      {
        'backstage.io/managed-by-location':
          'url:https://github.com/acme/payments/blob/main/catalog-info.yaml',
      },
      [usable('ghe.example.com'), usable('github.com')],
      'github.com',
    ],
  ])('takes %s', (_, annotations, hosts, host) => {
    expect(readReference(entity({ ...slug, ...annotations }), hosts)).toEqual({
      source: 'github',
      host,
      project: 'acme/payments',
    });
  });

  it.each([
    [
      'a slug that is none',
      { 'github.com/project-slug': 'acme' },
      [usable('github.com')],
      'github.com/project-slug is acme, which is not <owner>/<repository>',
    ],
    [
      'a slug that would lead elsewhere',
      { 'github.com/project-slug': 'acme/payments/actions' },
      [usable('github.com')],
      'which is not <owner>/<repository>',
    ],
    [
      'a source on a GitHub without credentials',
      from('https://github.com/acme/payments'),
      [usable('ghe.example.com'), bare],
      'backstage.io/source-location is on github.com, which has no token and no app under integrations.github (there are: ghe.example.com)',
    ],
    [
      'no source and several GitHubs',
      {},
      [usable('a'), usable('b')],
      '(there are: a, b)',
    ],
    ['no GitHub with credentials', {}, [bare], '(there are: none)'],
  ])('refuses %s', (_, annotations, hosts, message) => {
    expect(() =>
      readReference(entity({ ...slug, ...annotations }), hosts),
    ).toThrow(message);
  });
});
