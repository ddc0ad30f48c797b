/** Answers as GitLab gives them, trimmed of what nobody reads. */

export const project = (origin: string) => ({
  id: 7,
  name: 'payments',
  path_with_namespace: 'acme/payments',
  default_branch: 'main',
  web_url: `${origin}/acme/payments`,
  empty_repo: false,
});

export const pipeline = (
  origin: string,
  status: string,
  updatedAt = '2026-01-01T10:05:00.000Z',
  id = 46,
) => ({
  id,
  iid: 11,
  project_id: 7,
  sha: 'a91957a858320c0e17f3a0eca7cfacbff50ea29a',
  ref: 'main',
  status,
  source: 'push',
  created_at: '2026-01-01T10:00:00.000Z',
  updated_at: updatedAt,
  web_url: `${origin}/acme/payments/-/pipelines/${id}`,
  name: null,
});

export const job = (
  id: number,
  name: string,
  stage: string,
  status: string,
  more: object = {},
) => ({
  id,
  name,
  stage,
  status,
  ref: 'main',
  allow_failure: false,
  created_at: '2026-01-01T10:00:00.000Z',
  started_at: null,
  finished_at: null,
  web_url: `https://gitlab.example.com/acme/payments/-/jobs/${id}`,
  commit: {
    id: 'a91957a858320c0e17f3a0eca7cfacbff50ea29a',
    title: 'Add the endpoint',
    author_name: 'A developer',
    web_url: 'https://gitlab.example.com/acme/payments/-/commit/a91957a8',
  },
  ...more,
});
