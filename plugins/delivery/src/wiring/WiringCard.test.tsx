import { renderTestApp } from '@backstage/frontend-test-utils';
import { createTestEntityPage } from '@backstage/plugin-catalog-react/testUtils';
import { signalApiRef } from '@backstage/plugin-signals-react';
import {
  WiringFinding,
  WiringItem,
  wiringSignalChannel,
} from '@slipway/plugin-delivery-common';
import { act, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { entityRef, payments } from '../__testUtils__/renderCard';
import { ReadWiring, wiringApiRef } from '../api';
import './WiringCard';
import { wiringCard } from '../extensions';
import {
  createRefusal,
  createWiring,
  createWiringItem,
  FakeSignalApi,
  FakeWiringApi,
} from '../testUtils';

const finding = (fields: Partial<WiringFinding> = {}): WiringFinding => ({
  id: 'item-missing',
  severity: 'broken',
  mend: 'repair',
  wrong: { key: 'wiring.item-missing.wrong', params: { name: 'it' } },
  breaks: { key: 'wiring.item-missing.breaks' },
  how: { key: 'wiring.item-missing.how' },
  ...fields,
});

const hook = createWiringItem({
  key: 'hook',
  what: 'webhook',
  name: 'acme/payments to portal',
  standing: 'broken',
  findings: [finding()],
});
const pullSecret = createWiringItem({
  key: 'pull-secret',
  what: 'pull secret',
  name: 'payments-registry',
  place: 'main',
  standing: 'broken',
  findings: [finding()],
});
const token = createWiringItem({
  key: 'token',
  what: 'project access token',
  name: 'slipway-payments',
  expiresAt: '2099-03-04',
  scopes: ['read_repository'],
  canRotate: true,
});
const repository = createWiringItem({ key: 'repository' });

function broken(items: WiringItem[], fields: Partial<ReadWiring> = {}) {
  return createWiring({ standing: 'broken', items, ...fields });
}

const repaired = {
  kind: 'repair' as const,
  actor: 'user:default/developer',
  startedAt: '2026-11-21T12:05:00.000Z',
  endedAt: '2026-11-21T12:05:09.000Z',
  outcomes: [
    { what: 'webhook', name: hook.name, result: 'created' as const },
    { what: 'pull secret', name: 'x', result: 'unchanged' as const },
  ],
};

function renderWiring(health?: ReadWiring, failure?: Error) {
  const api = new FakeWiringApi(health);
  api.failure = failure;
  const signals = new FakeSignalApi();
  renderTestApp({
    extensions: [createTestEntityPage({ entity: payments }), wiringCard],
    apis: [
      [wiringApiRef, api],
      [signalApiRef, signals],
    ],
  });
  const user = userEvent.setup();
  return {
    api,
    signals,
    user,
    /** Something happens out there, and the page is told. */
    change: (to: ReadWiring) =>
      act(async () => {
        api.health = to;
        signals.send(wiringSignalChannel(entityRef), { entityRef });
      }),
    press: async (name: string) =>
      user.click(await screen.findByRole('button', { name })),
  };
}

const dialogButton = async (name: string) =>
  within(await screen.findByRole('dialog')).getByRole('button', { name });

describe('the wiring card', () => {
  it('says that it is loading', async () => {
    renderWiring();
    expect(
      await screen.findByText('Loading the wiring of this service'),
    ).toBeVisible();
  });

  it('says why the wiring could not be loaded, and tries again when asked', async () => {
    const failure = await createRefusal(503, 'The database is down');
    const { api, press } = renderWiring(createWiring(), failure);
    expect(await screen.findByText('The database is down')).toBeVisible();
    api.failure = undefined;
    await press('Try again');
    expect(await screen.findByText('Sound')).toBeVisible();
  });

  it.each([
    [403, 'You may not see the wiring of this service'],
    [404, 'Slipway has no record of this wiring'],
  ])('has words for %d', async (status, text) => {
    renderWiring(undefined, await createRefusal(status, 'no'));
    expect(await screen.findByText(text)).toBeVisible();
  });

  it('keeps what it shows when the portal stops answering, and says so', async () => {
    const { api, change } = renderWiring(broken([hook]));
    await screen.findByText('One thing is broken.');
    api.failure = await createRefusal(503, 'The database is down');
    await change(broken([hook]));
    expect(
      await screen.findByText('What follows is the last that was seen'),
    ).toBeVisible();
    expect(screen.getByText('The database is down')).toBeVisible();
    expect(screen.getByText('One thing is broken.')).toBeVisible();
  });

  it.each<[string, Partial<ReadWiring>, string[]]>([
    [
      'never checked',
      { standing: 'unknown', checkedAt: undefined },
      ['Unknown', 'It has not been checked yet.'],
    ],
    [
      'sound',
      { items: [repository, token] },
      ['Sound', 'All 2 things are sound.', '2 items are sound'],
    ],
    [
      'needing attention',
      {
        standing: 'attention',
        items: [
          {
            ...token,
            standing: 'attention',
            findings: [finding({ mend: 'rotate' })],
          },
        ],
      },
      ['One thing needs attention.', /^A new credential mends it\./ as never],
    ],
    [
      'unknown',
      {
        standing: 'unknown',
        items: [
          {
            ...repository,
            standing: 'unknown',
            unknownBecause: 'GitLab did not answer.',
          },
        ],
      },
      ['One thing could not be looked at.', 'One item could not be looked at'],
    ],
    [
      'partly unreadable',
      { items: [repository], unreadable: 2 },
      [/^2 items are left out/ as never],
    ],
  ])('has words for wiring that is %s', async (_, fields, texts) => {
    renderWiring(createWiring(fields));
    for (const text of texts) {
      // The badge of the standing may be there for the item, too.
      const [first] = await screen.findAllByText(text);
      expect(first).toBeVisible();
    }
  });

  it('shows what is wrong in full with its standing as a word, and folds what is sound', async () => {
    const { user } = renderWiring(broken([hook, repository]));
    const list = await screen.findByRole('list', { name: 'What is wrong' });
    const [item] = within(list).getAllByRole('listitem');
    expect(item).toHaveTextContent('Broken');
    expect(item).toHaveTextContent('webhook acme/payments to portal');
    expect(item).toHaveTextContent('at gitlab.example.com');
    expect(item).toHaveTextContent('Slipway can mend it. Repair it:');
    expect(within(list).queryByText('acme/payments')).toBeNull();
    const folded = screen.getByRole('button', { name: 'One item is sound' });
    folded.focus();
    await user.keyboard('{Enter}');
    expect(
      await screen.findByRole('list', { name: 'One item is sound' }),
    ).toHaveTextContent('app repository acme/payments');
  });

  it('reads out five findings, and folds the others', async () => {
    const items = Array.from({ length: 7 }, (_, index) => ({
      ...hook,
      key: `hook-${index}`,
      name: `hook ${index}`,
    }));
    const { press } = renderWiring(broken(items));
    const list = await screen.findByRole('list', { name: 'What is wrong' });
    expect(within(list).getAllByText('webhook')).toHaveLength(5);
    await press('2 more');
    expect(
      within(await screen.findByRole('list', { name: '2 more' })).getByText(
        'hook 6',
      ),
    ).toBeVisible();
  });

  it('says what people have to do where Slipway cannot mend it', async () => {
    renderWiring(
      broken([{ ...hook, findings: [finding({ mend: 'people' })] }]),
    );
    expect(await screen.findByText(/^Slipway cannot mend it\./)).toBeVisible();
    expect(screen.queryByRole('button', { name: /Repair/ })).toBeNull();
  });

  it('offers nothing to who may not, and says who may', async () => {
    const stale = {
      ...token,
      standing: 'attention' as const,
      findings: [finding({ mend: 'rotate' })],
    };
    const { press } = renderWiring(
      broken([hook, pullSecret, stale], { mayRepair: false, mayRotate: false }),
    );
    expect(
      (await screen.findAllByText(/^The owner of this service/))[0],
    ).toBeVisible();
    await press(
      'One credential, which ends in 26401 days, on Mar 4, 2099'.replace(
        /26401/,
        String(daysTo2099()),
      ),
    );
    expect(screen.queryByRole('button', { name: /Repair|Replace/ })).toBeNull();
  });

  it('tells who cannot see it of what has changed', async () => {
    const { change } = renderWiring(broken([hook]));
    await screen.findByText('One thing is broken.');
    await change(createWiring({ items: [repository] }));
    expect(
      await screen.findByText(
        'Wiring: Sound. The one thing that there is, is sound.',
      ),
    ).toHaveAttribute('aria-live', 'polite');
  });
});

function daysTo2099() {
  const day = 86_400_000;
  return Date.parse('2099-03-04') / day - Math.floor(Date.now() / day);
}

describe('checking', () => {
  it('has it checked, and shows that it is under way', async () => {
    const { api, press, change } = renderWiring(createWiring());
    api.onOrder = () => {
      api.health = createWiring({
        work: {
          kind: 'check',
          startedAt: '2026-11-21T12:05:00.000Z',
          outcomes: [],
        },
      });
    };
    await press('Check now');
    expect(await screen.findByText('Checking the wiring')).toBeVisible();
    expect(api.checks).toBe(1);
    await change(broken([hook]));
    await screen.findByText('One thing is broken.');
    expect(screen.queryByText('Checking the wiring')).toBeNull();
  });

  it('says who refuses it', async () => {
    const { api, press } = renderWiring(createWiring());
    api.refusals = [await createRefusal(403, 'You may not check it')];
    await press('Check now');
    expect(
      await screen.findByText('It could not be checked: You may not check it'),
    ).toBeVisible();
  });

  it('goes on asking while it is under way, though no signal comes', async () => {
    const { api } = renderWiring(
      createWiring({
        work: { ...repaired, actor: undefined, kind: 'check' },
      }),
    );
    await screen.findByText(/^Asked for by the schedule/);
    api.health = createWiring({ items: [repository] });
    expect(
      await screen.findByText('The one thing that there is, is sound.'),
    ).toBeVisible();
  });
});

describe('repairing', () => {
  it('says what will be done, does it on what was seen, and tells how it goes', async () => {
    const { api, press, change, user } = renderWiring(
      broken([hook, pullSecret]),
    );
    await press('Repair webhook acme/payments to portal');
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('Repair the wiring of payments?');
    expect(dialog).toHaveTextContent('webhook acme/payments to portal');
    expect(dialog).not.toHaveTextContent('payments-registry');
    expect(api.repairs).toEqual([]);

    api.onOrder = () => {
      api.health = broken([hook, pullSecret], {
        work: { ...repaired, endedAt: undefined, outcomes: [] },
      });
    };
    await user.click(await dialogButton('Repair'));
    expect(
      await within(dialog).findByText('Repairing the wiring'),
    ).toBeVisible();
    expect(api.repairs).toEqual([{ basis: 'b1', items: ['hook'] }]);
    await waitFor(() =>
      expect(dialog).toContainElement(document.activeElement as HTMLElement),
    );

    await change(broken([pullSecret], { lastWork: repaired }));
    const outcomes = await within(dialog).findByRole('list', {
      name: 'What was done',
    });
    expect(outcomes).toHaveTextContent(
      'webhook acme/payments to portal created',
    );
    expect(dialog).toHaveTextContent('Repaired (developer, ');
    expect(dialog).toHaveTextContent('One thing was as wanted.');
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    // The button has gone with its finding; the card keeps the keyboard.
    await waitFor(() => expect(document.body).not.toHaveFocus());
    expect(
      screen.getByRole('button', { name: /^Repaired \(developer, .* ago\)$/ }),
    ).toBeVisible();
  });

  it('repairs all that Slipway can mend at once, and nothing else', async () => {
    const byPeople = {
      ...repository,
      standing: 'broken' as const,
      findings: [finding({ mend: 'people' })],
    };
    const { api, press, user } = renderWiring(
      broken([hook, pullSecret, byPeople]),
    );
    await press('Repair all that Slipway can mend');
    await user.click(await dialogButton('Repair'));
    await screen.findByText('Accepted. It begins in a moment.');
    expect(api.repairs).toEqual([
      { basis: 'b1', items: ['hook', 'pull-secret'] },
    ]);
  });

  it('looks again when what was seen has changed, and asks anew', async () => {
    const { api, press, user } = renderWiring(broken([hook, pullSecret]));
    api.refusals = [await createRefusal(409, 'The wiring was looked at anew.')];
    await press('Repair all that Slipway can mend');
    api.health = broken([pullSecret], { basis: 'b2' });
    await user.click(await dialogButton('Repair'));
    const dialog = await screen.findByRole('dialog');
    expect(
      await within(dialog).findByText(
        'What you saw has changed: The wiring was looked at anew.',
      ),
    ).toBeVisible();
    expect(
      await within(dialog).findByText(
        'What follows is what would be done now.',
      ),
    ).toBeVisible();
    await user.click(await dialogButton('Repair'));
    await within(dialog).findByText('Accepted. It begins in a moment.');
    expect(api.repairs[1]).toEqual({ basis: 'b2', items: ['pull-secret'] });
  });

  it('offers nothing to confirm when the change has left nothing to do', async () => {
    const { api, press, user } = renderWiring(broken([hook]));
    api.refusals = [await createRefusal(409, 'It was mended')];
    await press('Repair webhook acme/payments to portal');
    api.health = createWiring({ items: [repository] });
    await user.click(await dialogButton('Repair'));
    expect(
      await screen.findByText('There is nothing left to do here.'),
    ).toBeVisible();
    const dialog = screen.getByRole('dialog');
    expect(within(dialog).queryByRole('button', { name: 'Repair' })).toBeNull();
    await waitFor(() =>
      expect(dialog).toContainElement(document.activeElement as HTMLElement),
    );
  });

  it.each([
    [403, 'You may not do this'],
    [503, 'It did not work: The reason'],
  ])('says so when the portal answers %d', async (status, text) => {
    const { api, press, user } = renderWiring(broken([hook]));
    api.refusals = [await createRefusal(status, 'The reason')];
    await press('Repair webhook acme/payments to portal');
    await user.click(await dialogButton('Repair'));
    expect(await screen.findByText(text)).toBeVisible();
  });

  it('says why the work did not come to its end', async () => {
    renderWiring(
      broken([hook], {
        lastWork: { ...repaired, failure: 'GitLab answered 403', outcomes: [] },
      }),
    );
    expect(
      await screen.findByText(/^Repair not finished \(developer, /),
    ).toBeVisible();
    expect(screen.getByText('GitLab answered 403')).toBeVisible();
  });

  it('takes no other order while one is being worked at', async () => {
    renderWiring(broken([hook], { work: { ...repaired, endedAt: undefined } }));
    expect(
      await screen.findByRole('button', {
        name: 'Repair webhook acme/payments to portal',
      }),
    ).toBeDisabled();
  });
});

describe('replacing a credential', () => {
  it('shows when it ends and what it may do, and replaces it when confirmed', async () => {
    const { api, user } = renderWiring(createWiring({ items: [token] }));
    await user.click(
      await screen.findByRole('button', {
        name: /^One credential, which ends/,
      }),
    );
    const list = await screen.findByRole('list', { name: /^One credential/ });
    expect(list).toHaveTextContent('Mar 4, 2099; may: read_repository');
    await user.click(
      within(list).getByRole('button', {
        name: 'Replace project access token slipway-payments',
      }),
    );
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent(
      'Replace project access token slipway-payments?',
    );
    expect(dialog).toHaveTextContent(
      'The old one is revoked only when the new one works.',
    );
    await user.click(await dialogButton('Replace'));
    await within(dialog).findByText('Accepted. It begins in a moment.');
    expect(api.rotations).toEqual([{ basis: 'b1', item: 'token' }]);
  });

  it('is done without a mouse', async () => {
    const { api, user } = renderWiring(createWiring({ items: [token] }));
    const fold = await screen.findByRole('button', { name: /^One credential/ });
    fold.focus();
    await user.keyboard('{Enter}');
    await user.tab();
    await user.keyboard('{Enter}');
    await screen.findByRole('dialog');
    (await dialogButton('Replace')).focus();
    await user.keyboard('{Enter}');
    await screen.findByText('Accepted. It begins in a moment.');
    expect(api.rotations).toHaveLength(1);
  });
});
