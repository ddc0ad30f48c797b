import { act, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { RolloutState } from '@slipway/plugin-delivery-common';
import { renderCard } from '../__testUtils__/renderCard';
import { rolloutCard } from '../extensions';
import {
  createEnvironment,
  createRefusal,
  createRollout,
  observed,
} from '../testUtils';

const AT = '2026-11-21T12:00:00.000Z';

const canary = createRollout({
  standing: 'paused',
  sentence: {
    key: 'rollout.pausedForPerson',
    params: { image: '2-8', weight: 20 },
  },
  steps: [
    { kind: 'set-weight', progress: 'done', weight: 20 },
    { kind: 'pause', progress: 'current' },
    { kind: 'analysis', progress: 'next', names: ['payments-health'] },
    { kind: 'set-weight', progress: 'next', weight: 100 },
  ],
  weight: { set: 20, actual: 25 },
  pause: { reason: 'step', since: AT },
  analyses: [
    {
      name: 'payments-6d-2-2',
      phase: 'running',
      role: 'step',
      startedAt: AT,
      metrics: [
        {
          name: 'health',
          phase: 'running',
          successful: 2,
          failed: 0,
          inconclusive: 0,
          error: 1,
        },
      ],
    },
  ],
  revisions: [
    {
      revision: 2,
      replicaSet: 'payments-6d',
      images: ['127.0.0.1:8929/acme/payments:2-8'],
      roles: ['canary'],
      replicas: 1,
      available: 0,
      createdAt: AT,
    },
    {
      revision: 1,
      replicaSet: 'payments-5c',
      images: ['127.0.0.1:8929/acme/payments:1-7'],
      roles: ['stable'],
      replicas: 4,
      available: 4,
    },
  ],
  replicas: { wanted: 4, updated: 1, available: 4 },
});

function show(rollout: RolloutState, operations: string[] = []) {
  const effect = { key: 'environment.noApplication' } as const;
  return renderCard(rolloutCard, {
    delivery: {
      environments: observed([
        createEnvironment({
          name: 'production',
          title: 'Production',
          rollout,
          operations: operations.map(kind => ({
            kind: kind as never,
            effect,
            basis: 'b',
          })),
        }),
      ]),
    },
  });
}

describe('rollout card', () => {
  it('says that it is loading before the first answer', async () => {
    renderCard(rolloutCard);
    expect(
      await screen.findByText('Loading the delivery of this service'),
    ).toBeVisible();
  });

  it('says that the first look has not come back yet', async () => {
    renderCard(rolloutCard, {
      delivery: { environments: { kind: 'waiting', since: AT } },
    });
    expect(await screen.findByText(/^Looking for the first/)).toBeVisible();
  });

  it('says so to whom it is forbidden', async () => {
    renderCard(rolloutCard, { failure: await createRefusal(403, 'No') });
    expect(
      await screen.findByText('You may not see the delivery of this service'),
    ).toBeVisible();
  });

  it('says why the first answer failed', async () => {
    renderCard(rolloutCard, { failure: new Error('Failed to fetch') });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Failed to fetch',
    );
  });

  it('names what the service has to tell', async () => {
    renderCard(rolloutCard, {
      delivery: {
        environments: { kind: 'not-wired', missing: ['argocd/app-name'] },
      },
    });
    expect(await screen.findByText('Not wired yet')).toBeVisible();
  });

  it('says that the clusters have never been reached', async () => {
    renderCard(rolloutCard, {
      delivery: {
        environments: { kind: 'unreachable', since: AT, reason: 'refused' },
      },
    });
    expect(await screen.findByRole('alert')).toHaveTextContent('refused');
  });

  it('keeps the last state of clusters that are out of reach', async () => {
    renderCard(rolloutCard, {
      delivery: {
        environments: {
          kind: 'observed',
          freshness: { kind: 'stale', since: AT, reason: 'watch ended' },
          value: [createEnvironment({ rollout: canary })],
        },
      },
    });
    expect(await screen.findByText(/^Stale: the source/)).toBeVisible();
    expect(screen.getByText('Step 2 of 4')).toBeVisible();
  });

  it('says that nothing is deployed where no environment runs a rollout', async () => {
    renderCard(rolloutCard, {
      delivery: { environments: observed([createEnvironment()]) },
    });
    expect(await screen.findByText('Nothing deployed yet')).toBeVisible();
  });

  it('does not call a service that runs as a Deployment not deployed', async () => {
    renderCard(rolloutCard, {
      delivery: {
        environments: observed([
          createEnvironment({ live: { image: 'ghcr.io/a/p', tag: '1-1' } }),
        ]),
      },
    });
    expect(await screen.findByText('No steps to show')).toBeVisible();
    expect(screen.queryByText('Nothing deployed yet')).toBeNull();
  });

  it('shows the steps with what is done, what runs and what comes', async () => {
    show(canary);
    expect(await screen.findByText('Step 2 of 4')).toBeVisible();
    const steps = screen.getByText('Step 2 of 4').parentElement!;
    expect(
      within(steps)
        .getAllByRole('listitem')
        .map(item => [item.textContent, item.getAttribute('aria-current')]),
    ).toEqual([
      ['DoneSend 20 % of the traffic to the new version', null],
      ['NowPause until somebody promotes', 'step'],
      ['NextAnalysis payments-health', null],
      ['NextSend 100 % of the traffic to the new version', null],
    ]);
  });

  it('shows the weight that is set beside the one that is reached', async () => {
    show(canary);
    const set = await screen.findByRole('meter', { name: 'Set' });
    expect(set).toHaveAttribute('aria-valuetext', '20 %');
    const actual = screen.getByRole('meter', { name: 'Actual' });
    expect(actual).toHaveAttribute('aria-valuenow', '25');
  });

  it('shows what measures the new version and its counts', async () => {
    show(canary);
    expect(await screen.findByText('payments-6d-2-2')).toBeVisible();
    expect(
      screen.getByText('2 successful, 0 failed, 0 inconclusive, 1 errors'),
    ).toBeVisible();
  });

  it('shows the revisions with the part that each plays', async () => {
    show(canary);
    const table = await screen.findByRole('table', { name: 'Revisions' });
    const [, newest, stable] = within(table).getAllByRole('row');
    expect(newest).toHaveTextContent(/^2.*Canarypayments:2-80 of 1 available$/);
    expect(stable).toHaveTextContent('1Stablepayments:1-74 of 4 available');
  });

  it('shows a blue-green rollout without steps or weights', async () => {
    show(
      createRollout({
        strategy: 'blue-green',
        standing: 'paused',
        pause: { reason: 'blue-green' },
      }),
    );
    expect(await screen.findByText('Blue-green')).toBeVisible();
    expect(
      screen.getByText('Paused before the switch to the new version'),
    ).toBeVisible();
    expect(screen.queryByText('Steps')).not.toBeInTheDocument();
    expect(screen.queryByRole('meter')).not.toBeInTheDocument();
  });

  it('counts down to the end of a pause and never below', async () => {
    const until = new Date(Date.now() + 90_000).toISOString();
    const { change } = show(
      createRollout({ standing: 'paused', pause: { reason: 'step', until } }),
    );
    expect(await screen.findByRole('timer')).toHaveTextContent(
      /^goes on in 1 min \d+ s$/,
    );
    const past = new Date(Date.now() - 90_000).toISOString();
    const rollout = createRollout({
      standing: 'paused',
      pause: { reason: 'step', until: past },
    });
    await change({
      environments: observed([
        createEnvironment({ name: 'production', rollout }),
      ]),
    });
    expect(screen.getByRole('timer')).toHaveTextContent(
      'goes on any moment now',
    );
  });

  it('offers what this person may do to a rollout', async () => {
    show(canary, ['abort', 'promote', 'promote-full', 'sync']);
    const bar = await screen.findByRole('group', {
      name: 'Operations for Production',
    });
    expect(
      within(bar)
        .getAllByRole('button')
        .map(button => button.textContent),
    ).toEqual(['Abort', 'Promote', 'Promote fully']);
  });

  it('follows the environment where something happens until a person chooses one', async () => {
    const environment = (name: string, standing: RolloutState['standing']) =>
      createEnvironment({
        name,
        title: name,
        rollout: createRollout({ standing }),
      });
    const { change } = renderCard(rolloutCard, {
      delivery: {
        environments: observed([
          environment('dev', 'progressing'),
          environment('staging', 'healthy'),
        ]),
      },
    });
    const selected = () => screen.getByRole('tab', { selected: true });
    await screen.findByRole('tab', { name: 'dev: Progressing' });
    expect(selected()).toHaveAccessibleName('dev: Progressing');
    await change({
      environments: observed([
        environment('dev', 'healthy'),
        environment('staging', 'paused'),
      ]),
    });
    expect(selected()).toHaveAccessibleName('staging: Paused');
    await userEvent.click(screen.getByRole('tab', { name: 'dev: Healthy' }));
    await change({
      environments: observed([
        environment('dev', 'healthy'),
        environment('staging', 'degraded'),
      ]),
    });
    expect(selected()).toHaveAccessibleName('dev: Healthy');
  });

  it('tells a screen reader of a change', async () => {
    const { change } = show(canary);
    await screen.findByText('Step 2 of 4');
    const rollout = createRollout({
      sentence: { key: 'rollout.healthy', params: { image: '2-8' } },
    });
    await change({
      environments: observed([
        createEnvironment({
          name: 'production',
          title: 'Production',
          rollout,
        }),
      ]),
    });
    await act(async () => {});
    expect(
      screen.getByText(
        'Rollout in Production: Healthy. 2-8 is live and healthy.',
      ),
    ).toHaveAttribute('aria-live', 'polite');
  });
});
