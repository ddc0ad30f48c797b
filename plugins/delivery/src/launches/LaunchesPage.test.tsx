import { renderTestApp } from '@backstage/frontend-test-utils';
import { scaffolderApiRef } from '@backstage/plugin-scaffolder-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { launchesApiRef } from '../api';
import './LaunchesPage';
import { launchesPage, templateRouteRef } from '../extensions';
import { createLaunch, createRefusal, FakeLaunchesApi } from '../testUtils';

const repository = {
  key: 'repository',
  what: 'app repository',
  name: 'acme/payments',
};
const hook = {
  key: 'webhook',
  what: 'webhook',
  name: 'acme/payments to portal',
};

function renderPage(api: FakeLaunchesApi) {
  renderTestApp({
    extensions: [launchesPage],
    initialRouteEntries: ['/launches'],
    mountedRoutes: {
      '/create/templates/:namespace/:templateName': templateRouteRef,
    },
    apis: [
      [launchesApiRef, api],
      [
        scaffolderApiRef,
        {
          getTask: async () => ({ spec: { parameters: { name: 'payments' } } }),
        } as never,
      ],
    ],
  });
  return { api, user: userEvent.setup() };
}

async function openDialog(api: FakeLaunchesApi) {
  const page = renderPage(api);
  await page.user.click(
    await screen.findByRole('button', {
      name: 'Take back the launch of payments',
    }),
  );
  const dialog = await screen.findByRole('dialog');
  const press = (name: string) =>
    page.user.click(within(dialog).getByRole('button', { name }));
  return { ...page, dialog, press };
}

describe('the page of launches', () => {
  it('says that there are none, and what to do', async () => {
    renderPage(new FakeLaunchesApi());
    expect(
      await screen.findByText('Nothing has been launched yet'),
    ).toBeVisible();
  });

  it('says why the launches could not be loaded, and tries again when asked', async () => {
    const api = new FakeLaunchesApi([createLaunch()]);
    api.failure = await createRefusal(503, 'The database is down');
    const { user } = renderPage(api);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The database is down',
    );
    api.failure = undefined;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('heading', { name: 'payments' }),
    ).toBeVisible();
  });

  it('shows those that need somebody first, with the reason and what to do', async () => {
    renderPage(
      new FakeLaunchesApi([
        createLaunch({
          id: 'a',
          service: 'orders',
          status: 'completed',
          reason: undefined,
          mayTakeBack: false,
        }),
        createLaunch({ id: 'b' }),
      ]),
    );
    await screen.findByRole('heading', { name: 'orders' });
    const headings = screen.getAllByRole('heading');
    expect(
      headings
        .map(({ textContent }) => textContent)
        .filter(text => text !== 'Launches'),
    ).toEqual(['These need somebody', 'payments', 'All others', 'orders']);
    const row = screen.getByRole('group', { name: 'payments' });
    expect(row).toHaveTextContent('Failed');
    expect(row).toHaveTextContent('GitLab answered 403');
    expect(row).toHaveTextContent('Finish it, or take it back.');
    expect(
      within(screen.getByRole('group', { name: 'orders' })).queryByRole(
        'button',
        { name: /Take back/ },
      ),
    ).not.toBeInTheDocument();
  });

  it('leads to the template with the same values, to finish a launch', async () => {
    renderPage(new FakeLaunchesApi([createLaunch()]));
    const link = await screen.findByRole('link', {
      name: 'Finish the launch of payments',
    });
    expect(link).toHaveAttribute(
      'href',
      `/create/templates/default/fastapi-gitlab-kustomize?formData=${encodeURIComponent(
        '{"name":"payments"}',
      )}`,
    );
  });

  it.each([
    ['running', 'Running'],
    ['interrupted', 'Interrupted'],
    ['cancelled', 'Cancelled'],
    ['completed', 'Finished'],
    ['continued', 'Gone on with'],
    ['taking-back', 'Being taken back'],
    ['take-back-failed', 'Not wholly taken back'],
    ['taken-back', 'Taken back'],
    ['of-tomorrow', 'Unknown'],
  ])('has a word for %s', async (status, word) => {
    renderPage(
      new FakeLaunchesApi([createLaunch({ status: status as never })]),
    );
    expect(await screen.findByText(word)).toBeVisible();
  });

  it('shows what a launch made when asked, by the keyboard too', async () => {
    const { user } = renderPage(new FakeLaunchesApi([createLaunch()]));
    const button = await screen.findByRole('button', {
      name: 'What the launch of payments made',
    });
    button.focus();
    await user.keyboard('{Enter}');
    const list = await screen.findByRole('list', {
      name: 'What the launch of payments made',
    });
    expect(list).toHaveTextContent('app repository acme/payments created');
    expect(button).toHaveAttribute('aria-expanded', 'true');
  });
});

describe('taking back', () => {
  it('says what goes, what stays and why, before anything is done', async () => {
    const api = new FakeLaunchesApi([createLaunch()]);
    api.previews = [
      {
        basis: 'b1',
        steps: [
          { ...hook, action: 'remove' },
          {
            ...repository,
            action: 'keep',
            why: { kind: 'commits', count: 3 },
            mayAsk: true,
          },
        ],
      },
    ];
    const { dialog } = await openDialog(api);
    expect(await within(dialog).findByText('1 thing goes')).toBeVisible();
    expect(within(dialog).getByText('1 thing stays')).toBeVisible();
    expect(
      within(dialog).getByText('People have made 3 commits since.'),
    ).toBeVisible();
    expect(api.taken).toEqual([]);
  });

  it('does it on what was shown', async () => {
    const api = new FakeLaunchesApi([createLaunch()]);
    api.previews = [{ basis: 'b1', steps: [{ ...hook, action: 'remove' }] }];
    const { dialog, press, user } = await openDialog(api);
    await within(dialog).findByText('1 thing goes');
    await press('Take back');
    expect(
      await within(dialog).findByText(/^Being taken back\./),
    ).toBeVisible();
    expect(api.taken).toEqual([
      {
        target: { kind: 'launch', id: 'task-1' },
        request: { basis: 'b1', also: [] },
      },
    ]);
    // The button is gone; the dialog keeps the keyboard.
    await waitFor(() =>
      expect(dialog).toContainElement(document.activeElement as HTMLElement),
    );
    await user.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
  });

  it('looks again when something that would stay is asked for', async () => {
    const api = new FakeLaunchesApi([createLaunch()]);
    api.previews = [
      {
        basis: 'b1',
        steps: [
          { ...hook, action: 'remove' },
          {
            ...repository,
            action: 'keep',
            why: { kind: 'edited' },
            mayAsk: true,
          },
        ],
      },
      {
        basis: 'b2',
        steps: [
          { ...hook, action: 'remove' },
          { ...repository, action: 'remove' },
        ],
      },
    ];
    const { dialog, press, user } = await openDialog(api);
    await user.click(
      await within(dialog).findByRole('checkbox', {
        name: 'Delete acme/payments all the same',
      }),
    );
    expect(await within(dialog).findByText('2 things go')).toBeVisible();
    await press('Take back');
    expect(api.taken[0].request).toEqual({ basis: 'b2', also: ['repository'] });
  });

  it('shows what would happen now when something has changed', async () => {
    const api = new FakeLaunchesApi([createLaunch()]);
    api.previews = [
      { basis: 'b1', steps: [{ ...hook, action: 'remove' }] },
      {
        basis: 'b2',
        steps: [
          { ...hook, action: 'remove' },
          { ...repository, action: 'gone' },
        ],
      },
    ];
    api.refusals = [await createRefusal(409, 'look again')];
    const { dialog, press } = await openDialog(api);
    await within(dialog).findByText('1 thing goes');
    await press('Take back');
    await within(dialog).findByText('1 thing is not there');
    expect(
      within(dialog).getByText(/^Something has changed since/),
    ).toBeVisible();
  });

  it('says who refuses it', async () => {
    const api = new FakeLaunchesApi([createLaunch()]);
    api.previews = [{ basis: 'b1', steps: [{ ...hook, action: 'remove' }] }];
    api.refusals = [await createRefusal(403, 'The permission is missing')];
    const { dialog, press } = await openDialog(api);
    await within(dialog).findByText('1 thing goes');
    await press('Take back');
    expect(await within(dialog).findByRole('alert')).toHaveTextContent(
      'The permission is missing',
    );
  });

  it('offers nothing to confirm when there is nothing to take down', async () => {
    const { dialog } = await openDialog(new FakeLaunchesApi([createLaunch()]));
    expect(
      await within(dialog).findByText('There is nothing to take down.'),
    ).toBeVisible();
    expect(
      within(dialog).queryByRole('button', { name: 'Take back' }),
    ).not.toBeInTheDocument();
  });
});
