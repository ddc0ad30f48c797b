import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { renderCard } from '../__testUtils__/renderCard';
import { environmentsCard } from '../extensions';
import { createEnvironment, createRefusal, observed } from '../testUtils';

const SINCE = '2026-11-21T12:00:00.000Z';
const image = '127.0.0.1:8929/acme/payments';
const dev = createEnvironment({
  name: 'dev',
  title: 'Development',
  sentence: { key: 'environment.healthy', params: { live: '1a2b3c4d-7' } },
  since: SINCE,
  application: {
    name: 'payments-dev',
    namespace: 'argocd',
    url: 'https://argocd.example/applications/argocd/payments-dev',
  },
  live: {
    image,
    tag: '1a2b3c4d-7',
    commit: {
      sha: '1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d',
      url: 'https://gitlab.example/acme/payments/-/commit/1a2b3c4d',
    },
  },
  wanted: { image, tag: '1a2b3c4d-7' },
});

describe('environments card', () => {
  it('says that it is loading before the first answer', async () => {
    renderCard(environmentsCard);
    expect(
      await screen.findByText('Loading the delivery of this service'),
    ).toBeVisible();
    expect(
      screen.getByRole('heading', { name: 'Environments', level: 3 }),
    ).toBeVisible();
  });

  it('says that the first look has not come back yet', async () => {
    renderCard(environmentsCard, {
      delivery: { environments: { kind: 'waiting', since: SINCE } },
    });
    expect(
      await screen.findByText(/^Looking for the first time; started/),
    ).toBeVisible();
  });

  it('says so to whom it is forbidden, and shows nothing else', async () => {
    renderCard(environmentsCard, {
      failure: await createRefusal(403, 'You may not see it'),
    });
    expect(
      await screen.findByText('You may not see the delivery of this service'),
    ).toBeVisible();
    expect(screen.queryByRole('button')).not.toBeInTheDocument();
  });

  it('says why the first answer failed, and tries again when asked', async () => {
    const { api } = renderCard(environmentsCard, {
      failure: await createRefusal(503, 'The database is down'),
    });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('could not be loaded');
    expect(alert).toHaveTextContent('The database is down');
    const before = api.gets.length;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await waitFor(() => expect(api.gets.length).toBeGreaterThan(before));
  });

  it('names the missing annotations with what to write', async () => {
    const user = userEvent.setup();
    renderCard(environmentsCard, {
      delivery: {
        environments: {
          kind: 'not-wired',
          missing: ['argocd/app-selector', 'delivery.argocd'],
        },
      },
    });
    expect(await screen.findByText('Not wired yet')).toBeVisible();
    expect(screen.getByText('delivery.argocd')).toBeVisible();
    expect(screen.getByText(/^metadata:/)).toHaveTextContent(
      'metadata: annotations: argocd/app-selector: backstage.io/kubernetes-id=payments',
    );
    await user.click(screen.getByRole('button', { name: 'Copy' }));
    expect(await screen.findByText('Copied')).toBeVisible();
  });

  it('says since when the source has been out of reach from the start', async () => {
    renderCard(environmentsCard, {
      delivery: {
        environments: {
          kind: 'unreachable',
          since: SINCE,
          reason: 'sandbox: connect ECONNREFUSED',
        },
      },
    });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('The source has never been reached');
    expect(alert).toHaveTextContent('sandbox: connect ECONNREFUSED');
  });

  it('keeps the last state of a source that is out of reach and says since when', async () => {
    renderCard(environmentsCard, {
      delivery: {
        environments: {
          kind: 'observed',
          freshness: { kind: 'stale', since: SINCE, reason: 'watch ended' },
          value: [dev],
        },
      },
    });
    expect(
      await screen.findByText(/^Stale: the source cannot be reached since/),
    ).toBeVisible();
    expect(screen.getByText(/watch ended/)).toBeVisible();
    expect(screen.getByRole('region', { name: 'Development' })).toBeVisible();
  });

  it('keeps the last state when the portal is out of reach, until it answers again', async () => {
    const { breakDown, change } = renderCard(environmentsCard, {
      delivery: { environments: observed([dev]) },
    });
    await screen.findByRole('region', { name: 'Development' });
    await breakDown(new Error('Failed to fetch'));
    expect(
      await screen.findByText(/^Stale: the portal cannot be reached since/),
    ).toBeVisible();
    expect(screen.getByRole('region', { name: 'Development' })).toBeVisible();
    await change({ environments: observed([dev]) });
    await waitFor(() =>
      expect(screen.queryByText(/^Stale:/)).not.toBeInTheDocument(),
    );
  });

  it('says so where no environment is configured', async () => {
    renderCard(environmentsCard, { delivery: { environments: observed([]) } });
    expect(
      await screen.findByText('No environment is configured'),
    ).toBeVisible();
  });

  it('says that nothing is deployed yet, and still names the environments', async () => {
    renderCard(environmentsCard, {
      delivery: {
        environments: observed([
          createEnvironment({ standing: 'empty', health: 'unknown' }),
        ]),
      },
    });
    expect(await screen.findByText('Nothing deployed yet')).toBeVisible();
    const row = screen.getByRole('region', { name: 'Development' });
    expect(row).toHaveTextContent('Nothing has been deployed here yet.');
    expect(row).not.toHaveTextContent('Healthy');
  });

  it('shows what is live, since when, and where it comes from', async () => {
    renderCard(environmentsCard, {
      delivery: { environments: observed([dev]) },
    });
    const row = await screen.findByRole('region', { name: 'Development' });
    expect(row).toHaveTextContent('1a2b3c4d-7 is live and healthy.');
    expect(within(row).getByText('payments:1a2b3c4d-7')).toHaveAttribute(
      'title',
      `${image}:1a2b3c4d-7`,
    );
    expect(
      within(row).getByRole('link', { name: /commit 1a2b3c4d/ }),
    ).toHaveAttribute('href', dev.live?.commit?.url);
    expect(
      within(row).getByRole('link', { name: /payments-dev/ }),
    ).toHaveAttribute('href', dev.application?.url);
    expect(within(row).getByText(/^for /)).toHaveAttribute('datetime', SINCE);
    expect(within(row).queryByText('Wanted')).not.toBeInTheDocument();
  });

  it('shows what is wanted where that is something else', async () => {
    renderCard(environmentsCard, {
      delivery: {
        environments: observed([
          { ...dev, standing: 'progressing', wanted: { image, tag: '2-8' } },
        ]),
      },
    });
    const row = await screen.findByRole('region', { name: 'Development' });
    expect(within(row).getByText('Wanted')).toBeVisible();
    expect(within(row).getByText('payments:2-8')).toBeVisible();
    expect(within(row).getByText('Progressing')).toBeVisible();
  });

  it('says what is in the way, what to do, and the words of the cluster when asked', async () => {
    renderCard(environmentsCard, {
      delivery: {
        environments: observed([
          {
            ...dev,
            standing: 'degraded',
            obstacles: [
              {
                code: 'CrashLoopBackOff',
                what: { key: 'obstacle.crash.what', params: { image: '2-8' } },
                next: {
                  key: 'obstacle.crash.next',
                  params: { object: 'Pod/payments-1' },
                },
                object: 'Pod/payments-1',
                detail: 'back-off 5m0s restarting failed container',
              },
            ],
          },
        ]),
      },
    });
    const list = await screen.findByRole('list', { name: 'In the way' });
    expect(list).toHaveTextContent('2-8 stops again and again');
    expect(list).toHaveTextContent(
      'What to do: Read the log of Pod/payments-1',
    );
    const detail = screen.getByText(/back-off 5m0s/);
    expect(detail).not.toBeVisible();
    await userEvent.click(
      screen.getByRole('button', { name: 'Details of Pod/payments-1' }),
    );
    expect(detail).toBeVisible();
  });

  it('offers what this person may do now, and nothing to others', async () => {
    const effect = { key: 'environment.noApplication' } as const;
    renderCard(environmentsCard, {
      delivery: {
        environments: observed([
          {
            ...dev,
            operations: [
              { kind: 'sync', effect, basis: 'b' },
              { kind: 'refresh', effect, basis: 'b' },
              { kind: 'promote', effect, basis: 'b' },
            ],
          },
          createEnvironment({ name: 'staging', title: 'Staging' }),
        ]),
      },
    });
    const bar = await screen.findByRole('group', {
      name: 'Operations for Development',
    });
    expect(
      within(bar)
        .getAllByRole('button')
        .map(button => button.getAttribute('aria-label')),
    ).toEqual(['Sync Development', 'Refresh Development']);
    const staging = screen.getByRole('region', { name: 'Staging' });
    expect(within(staging).queryByRole('button')).not.toBeInTheDocument();
  });

  it('follows what happens and tells it to a screen reader', async () => {
    const { change } = renderCard(environmentsCard, {
      delivery: { environments: observed([dev]) },
    });
    await screen.findByRole('region', { name: 'Development' });
    await change({
      environments: observed([
        {
          ...dev,
          standing: 'progressing',
          sentence: {
            key: 'environment.deploying',
            params: { wanted: '2-8' },
          },
        },
      ]),
    });
    const announced = await screen.findByText(
      'Development: Progressing. Deploying 2-8.',
    );
    expect(announced).toHaveAttribute('aria-live', 'polite');
  });

  it('lets one bad row blank itself only', async () => {
    const error = jest.spyOn(console, 'error').mockImplementation(() => {});
    renderCard(environmentsCard, {
      delivery: {
        environments: observed([
          { ...dev, obstacles: undefined as never },
          createEnvironment({ name: 'staging', title: 'Staging' }),
        ]),
      },
    });
    expect(await screen.findByText(/^This part cannot be shown/)).toBeVisible();
    expect(screen.getByRole('region', { name: 'Staging' })).toBeVisible();
    error.mockRestore();
  });
});
