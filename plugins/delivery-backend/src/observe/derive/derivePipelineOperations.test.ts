import { JobState, PipelineState } from '@slipway/plugin-delivery-common';
import { derivePipelineOperations } from './derivePipelineOperations';

function job(id: string, status: JobState['status']): JobState {
  return { id, name: `job-${id}`, stage: 'test', status, allowedToFail: false };
}

function pipeline(
  status: PipelineState['status'],
  jobs: JobState[],
): Omit<PipelineState, 'operations'> {
  return {
    id: '7',
    status,
    branch: 'main',
    commit: { sha: '0123456789abcdef' },
    createdAt: '2026-11-21T10:00:00Z',
    jobs,
  };
}

describe('derivePipelineOperations', () => {
  it.each<[string, Omit<PipelineState, 'operations'>, boolean]>([
    ['a failed pipeline', pipeline('failed', [job('1', 'failed')]), true],
    [
      'a cancelled pipeline',
      pipeline('cancelled', [job('1', 'cancelled')]),
      true,
    ],
    [
      'a pipeline that runs on after a failure',
      pipeline('running', [job('1', 'failed')]),
      false,
    ],
    [
      'a pipeline that passed with a job that may fail',
      pipeline('succeeded', [job('1', 'failed')]),
      false,
    ],
    ['a failed pipeline without a job to start', pipeline('failed', []), false],
  ])('of %s', (_, it, isOffered) => {
    expect(derivePipelineOperations(it).length > 0).toBe(isOffered);
  });

  it('names the jobs and the commit, and is void when other jobs have failed', () => {
    const [first] = derivePipelineOperations(
      pipeline('failed', [job('1', 'succeeded'), job('2', 'failed')]),
    );
    const [second] = derivePipelineOperations(
      pipeline('failed', [job('1', 'succeeded'), job('3', 'failed')]),
    );
    expect(first).toMatchObject({
      kind: 'retry-pipeline',
      effect: {
        key: 'operation.retryPipeline',
        params: { jobs: 'job-2', commit: '01234567' },
      },
    });
    expect(second.basis).not.toBe(first.basis);
  });
});
