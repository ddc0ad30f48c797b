import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { JobState } from '@slipway/plugin-delivery-common';
import { renderCard } from '../__testUtils__/renderCard';
import { pipelinesCard } from '../extensions';
import {
  createBoard,
  createPipeline,
  createRefusal,
  observed,
} from '../testUtils';

const AT = '2026-11-21T12:00:00.000Z';
const sha = '1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d';

const job = (
  name: string,
  stage: string,
  status: JobState['status'],
): JobState => ({
  id: name,
  name,
  stage,
  status,
  allowedToFail: false,
  url: `https://gitlab.example/acme/payments/-/jobs/${name}`,
});

const running = createPipeline({
  id: '42',
  status: 'running',
  commit: {
    sha,
    title: 'Answer faster',
    author: 'Developer',
    url: `https://gitlab.example/acme/payments/-/commit/${sha}`,
  },
  url: 'https://gitlab.example/acme/payments/-/pipelines/42',
  startedAt: AT,
  jobs: [
    job('lint', 'test', 'succeeded'),
    job('unit-tests', 'test', 'succeeded'),
    job('build-image', 'build', 'running'),
    { ...job('scan-image', 'scan', 'waiting'), allowedToFail: true },
  ],
});

const failed = createPipeline({
  id: '41',
  status: 'failed',
  startedAt: AT,
  finishedAt: '2026-11-21T12:01:20.000Z',
  jobs: [
    {
      ...job('unit-tests', 'test', 'failed'),
      failureReason: 'script_failure',
    },
  ],
});

describe('pipelines card', () => {
  it('says that it is loading before the first answer', async () => {
    renderCard(pipelinesCard);
    expect(
      await screen.findByText('Loading the delivery of this service'),
    ).toBeVisible();
  });

  it('says that the first look has not come back yet', async () => {
    renderCard(pipelinesCard, {
      delivery: { pipelines: { kind: 'waiting', since: AT } },
    });
    expect(await screen.findByText(/^Looking for the first/)).toBeVisible();
  });

  it('says so to whom it is forbidden', async () => {
    renderCard(pipelinesCard, { failure: await createRefusal(403, 'No') });
    expect(
      await screen.findByText('You may not see the delivery of this service'),
    ).toBeVisible();
  });

  it('says why the first answer failed', async () => {
    renderCard(pipelinesCard, { failure: new Error('Failed to fetch') });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Failed to fetch',
    );
  });

  it('names the missing annotation with what to write', async () => {
    renderCard(pipelinesCard, {
      delivery: {
        pipelines: { kind: 'not-wired', missing: ['gitlab.com/project-slug'] },
      },
    });
    expect(await screen.findByText(/^metadata:/)).toHaveTextContent(
      'gitlab.com/project-slug: my-group/payments',
    );
  });

  it('says that the forge has never been reached', async () => {
    renderCard(pipelinesCard, {
      delivery: {
        pipelines: { kind: 'unreachable', since: AT, reason: '401' },
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent('401');
  });

  it('keeps the last state of a forge that is out of reach', async () => {
    renderCard(pipelinesCard, {
      delivery: {
        pipelines: {
          kind: 'observed',
          freshness: { kind: 'stale', since: AT, reason: '502' },
          value: createBoard([running]),
        },
      },
    });
    expect(await screen.findByText(/^Stale: the source/)).toBeVisible();
    expect(screen.getByText(/Answer faster/)).toBeVisible();
  });

  it('says that no pipeline has run yet, and what starts one', async () => {
    renderCard(pipelinesCard, {
      delivery: { pipelines: observed(createBoard()) },
    });
    expect(await screen.findByText('No pipeline has run yet')).toBeVisible();
    expect(screen.getByText('The next push to main starts one.')).toBeVisible();
  });

  it('shows of which commit a pipeline is, by whom, and how it goes', async () => {
    renderCard(pipelinesCard, {
      delivery: { pipelines: observed(createBoard([running])) },
    });
    const item = await screen.findByRole('region', { name: /Answer faster/ });
    expect(
      within(item).getByRole('link', { name: /Answer faster/ }),
    ).toHaveAttribute('href', running.url);
    expect(
      within(item).getByRole('link', { name: /Commit 1a2b3c4d/ }),
    ).toHaveAttribute('href', running.commit.url);
    expect(item).toHaveTextContent('by Developer');
    expect(item).toHaveTextContent(/running for/);
  });

  it('shows the jobs by their stages and points out the one that runs', async () => {
    renderCard(pipelinesCard, {
      delivery: { pipelines: observed(createBoard([running])) },
    });
    expect(
      await screen.findByText('2 of 4 succeeded, runs now: build-image'),
    ).toBeVisible();
    const test = screen.getByRole('list', { name: 'test' });
    expect(within(test).getAllByRole('listitem')).toHaveLength(2);
    const build = screen.getByRole('list', { name: 'build' });
    const [current] = within(build).getAllByRole('listitem');
    expect(current).toHaveAttribute('aria-current', 'true');
    expect(current).toHaveTextContent('Running');
    expect(screen.getByRole('list', { name: 'scan' })).toHaveTextContent(
      'allowed to fail',
    );
  });

  it('keeps the jobs of an older pipeline folded until somebody asks', async () => {
    renderCard(pipelinesCard, {
      delivery: { pipelines: observed(createBoard([running, failed])) },
    });
    const item = await screen.findByRole('region', { name: /Pipeline 41/ });
    expect(item).toHaveTextContent('took 1 min 20 s');
    const reason = within(item).getByText('reason: script_failure');
    expect(reason).not.toBeVisible();
    await userEvent.click(within(item).getByRole('button', { name: /^Jobs/ }));
    expect(reason).toBeVisible();
  });

  it('offers to retry a pipeline to whom may', async () => {
    const effect = { key: 'environment.noApplication' } as const;
    const { api } = renderCard(pipelinesCard, {
      delivery: {
        pipelines: observed(
          createBoard([
            {
              ...failed,
              operations: [{ kind: 'retry-pipeline', effect, basis: '41-2' }],
            },
          ]),
        ),
      },
    });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Retry Pipeline 41' }),
    );
    const dialog = await screen.findByRole('dialog');
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Retry' }),
    );
    expect(
      await screen.findByText(/^Retry accepted for Pipeline 41/),
    ).toBeVisible();
    expect(api.operations).toEqual([
      {
        entityRef: 'component:default/payments',
        request: {
          kind: 'retry-pipeline',
          target: { kind: 'pipeline', pipeline: '41' },
          basis: '41-2',
        },
      },
    ]);
  });
});
