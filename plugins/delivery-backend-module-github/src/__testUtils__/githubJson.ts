/** Answers as GitHub gives them, trimmed of what nobody reads. */

const sha = 'a91957a858320c0e17f3a0eca7cfacbff50ea29a';

export const repository = (origin: string) => ({
  id: 7,
  name: 'payments',
  full_name: 'acme/payments',
  private: true,
  owner: { login: 'acme', id: 3, type: 'Organization' },
  html_url: `${origin}/acme/payments`,
  default_branch: 'main',
});

export const run = (
  origin: string,
  status: string,
  conclusion: string | null = null,
  more: object = {},
) => ({
  id: 46,
  name: 'CI',
  head_branch: 'main',
  head_sha: sha,
  path: '.github/workflows/ci.yml',
  display_title: 'Add the endpoint',
  run_number: 11,
  event: 'push',
  status,
  conclusion,
  workflow_id: 2,
  html_url: `${origin}/acme/payments/actions/runs/46`,
  pull_requests: [],
  created_at: '2026-01-01T10:00:00Z',
  updated_at: '2026-01-01T10:05:00Z',
  run_attempt: 1,
  run_started_at: '2026-01-01T10:00:00Z',
  head_commit: {
    id: sha,
    tree_id: '4b825dc642cb6eb9a060e54bf8d69288fbee4904',
    message: 'Add the endpoint\n\nIt was wanted.',
    timestamp: '2026-01-01T09:59:00Z',
    author: { name: 'A developer', email: 'developer@acme.example' },
  },
  ...more,
});

export const runs = (...listed: object[]) => ({
  total_count: listed.length,
  workflow_runs: listed,
});

export const job = (
  id: number,
  name: string,
  status: string,
  conclusion: string | null = null,
  more: object = {},
) => ({
  id,
  run_id: 46,
  run_attempt: 1,
  head_sha: sha,
  html_url: `https://ghe.example.com/acme/payments/actions/runs/46/job/${id}`,
  status,
  conclusion,
  created_at: '2026-01-01T10:00:00Z',
  started_at: '2026-01-01T10:00:00Z',
  completed_at: null,
  name,
  steps: [],
  labels: ['ubuntu-latest'],
  workflow_name: 'CI',
  head_branch: 'main',
  ...more,
});

export const jobs = (...listed: object[]) => ({
  total_count: listed.length,
  jobs: listed,
});
