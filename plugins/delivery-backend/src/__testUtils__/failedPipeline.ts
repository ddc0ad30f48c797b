import { RunStatus } from '@slipway/plugin-delivery-common';
import { PipelineLook } from '@slipway/plugin-delivery-node';

/** The pipelines of a project with one pipeline whose unit tests failed. */
export function failedPipeline(
  status: RunStatus = 'failed',
): Extract<PipelineLook, { kind: 'seen' }>['board'] {
  return {
    repository: {
      slug: 'acme/payments',
      url: 'https://gitlab.example.com/acme/payments',
    },
    branch: 'main',
    pipelines: [
      {
        id: '42',
        status,
        branch: 'main',
        commit: { sha: '0123456789abcdef0123456789abcdef01234567' },
        createdAt: '2026-01-01T00:00:00Z',
        jobs: [
          {
            id: '7',
            name: 'unit-tests',
            stage: 'test',
            status,
            allowedToFail: false,
          },
        ],
      },
    ],
  };
}
