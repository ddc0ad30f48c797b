import { GithubClient } from '@slipway/plugin-delivery-node';
import { GithubContent } from './GithubContent';

const contentOf = (scopes: string | undefined, hasScopes = true) => {
  let asked = 0;
  const github = {
    rest: {
      rateLimit: {
        get: async () => {
          asked += 1;
          return { headers: { 'x-oauth-scopes': scopes } };
        },
      },
    },
  } as unknown as GithubClient;
  const content = new GithubContent(github, {
    host: 'github.com',
    hasScopes,
  });
  return { content, asked: () => asked };
};
const paths = ['README.md', '.github/workflows/ci.yml'];

it.each([
  ['a token with it', 'repo, workflow', true, /^$/],
  [
    'a token without it',
    'repo, admin:repo_hook',
    true,
    /lacks the scope workflow.*\.github\/workflows\/ci\.yml.*it has: repo, admin/,
  ],
  ['a token without any', '', true, /it has: none/],
  ['a fine-grained token, which has no scopes', undefined, true, /^$/],
  ['an app, which has no scopes', undefined, false, /^$/],
])(
  'T24: the scope for workflows is looked for first, of %s',
  async (_, scopes, hasScopes, expected) => {
    const refusal = await contentOf(scopes, hasScopes).content.refusal(paths);
    expect(refusal ?? '').toMatch(expected);
  },
);

it('content without workflows needs no scope, and nobody is asked', async () => {
  const { content, asked } = contentOf('repo');
  await expect(content.refusal(['README.md'])).resolves.toBeUndefined();
  expect(asked()).toBe(0);
});
