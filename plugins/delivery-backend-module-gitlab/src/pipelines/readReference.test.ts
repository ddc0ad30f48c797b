import { readReference } from './readReference';

const entity = (annotations: Record<string, string>) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'payments', annotations },
});

describe('readReference', () => {
  it.each<[string, Record<string, string>, string[], object | undefined]>([
    ['nothing without annotations', {}, ['a'], undefined],
    [
      'the slug on the only GitLab',
      { 'gitlab.com/project-slug': 'acme/payments' },
      ['git.example.com'],
      { host: 'git.example.com', project: 'acme/payments' },
    ],
    [
      'the id on the GitLab that is named',
      { 'gitlab.com/project-id': '7', 'gitlab.com/instance': 'b:8929' },
      ['a', 'b:8929'],
      { host: 'b:8929', project: '7' },
    ],
    [
      'a GitLab that is named by its URL',
      {
        'gitlab.com/project-slug': 'acme/payments',
        'gitlab.com/instance': 'https://b/gitlab/',
      },
      ['a', 'b'],
      { host: 'b', project: 'acme/payments' },
    ],
  ])('reads %s', (_, annotations, hosts, expected) => {
    expect(readReference(entity(annotations), hosts)).toEqual(
      expected && { source: 'gitlab', ...expected },
    );
  });

  it.each<[string, Record<string, string>, string[], string]>([
    [
      'is not there',
      { 'gitlab.com/instance': 'c' },
      ['a', 'b'],
      'gitlab.com/instance is c, which is no host with a token under integrations.gitlab (there are: a, b)',
    ],
    [
      'is not said and not clear',
      {},
      ['a', 'b'],
      'gitlab.com/instance is missing',
    ],
  ])('refuses a GitLab that %s', (_, annotations, hosts, message) => {
    expect(() =>
      readReference(
        entity({ 'gitlab.com/project-slug': 'x/y', ...annotations }),
        hosts,
      ),
    ).toThrow(message);
  });
});
