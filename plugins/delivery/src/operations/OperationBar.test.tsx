import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { OperationKind } from '@slipway/plugin-delivery-common';
import { renderCard } from '../__testUtils__/renderCard';
import { rolloutCard } from '../extensions';
import {
  createDelivery,
  createEnvironment,
  createRefusal,
  createRollout,
  observed,
} from '../testUtils';

const offer = (kind: OperationKind, basis: string, step = 2) => ({
  kind,
  effect: {
    key: 'operation.promoteStep',
    params: {
      image: '2-8',
      environment: 'production',
      step,
      steps: 4,
      weight: 50,
    },
  } as const,
  basis,
});

const environments = (...operations: ReturnType<typeof offer>[]) =>
  observed([
    createEnvironment({
      name: 'production',
      title: 'Production',
      rollout: createRollout({ standing: 'paused' }),
      operations,
    }),
  ]);

async function setUp(...operations: ReturnType<typeof offer>[]) {
  const user = userEvent.setup();
  const card = renderCard(rolloutCard, {
    delivery: { environments: environments(...operations) },
  });
  const open = async (name: string) => {
    const button = await screen.findByRole('button', { name });
    await user.click(button);
    return { button, dialog: await screen.findByRole('dialog') };
  };
  const press = (dialog: HTMLElement, name: string) =>
    user.click(within(dialog).getByRole('button', { name }));
  return { ...card, user, open, press };
}

const gone = () =>
  waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());

describe('an operation', () => {
  it('says what will happen before it happens', async () => {
    const { api, open } = await setUp(offer('promote', 'b1'));
    const { dialog } = await open('Promote Production');
    expect(dialog).toHaveAccessibleName('Promote Production?');
    expect(dialog).toHaveTextContent('step 2 of 4 is next');
    expect(dialog).toHaveTextContent('The steps that follow still run');
    expect(api.operations).toEqual([]);
  });

  it('is sent with its basis and reason, tells that it was accepted, and gives the focus back', async () => {
    const { api, open, press, user } = await setUp(offer('promote', 'b1'));
    const { button, dialog } = await open('Promote Production');
    await user.type(within(dialog).getByRole('textbox'), ' looks fine ');
    await press(dialog, 'Promote');
    await gone();
    expect(api.operations.map(({ request }) => request)).toEqual([
      {
        kind: 'promote',
        target: { kind: 'environment', environment: 'production' },
        basis: 'b1',
        reason: 'looks fine',
      },
    ]);
    expect(
      await screen.findByText(/^Promote accepted for Production/),
    ).toHaveAttribute('role', 'status');
    await waitFor(() => expect(button).toHaveFocus());
    expect(api.gets.length).toBeGreaterThan(1);
  });

  it('waits for its answer without letting anyone send it twice', async () => {
    const { api, open, press, user } = await setUp(offer('promote', 'b1'));
    let answer = () => {};
    api.onOperate(
      () =>
        new Promise(resolve => {
          answer = resolve;
        }),
    );
    const { dialog } = await open('Promote Production');
    await press(dialog, 'Promote');
    await press(dialog, 'Promote');
    await user.keyboard('{Escape}');
    expect(screen.getByRole('dialog')).toBeVisible();
    expect(api.operations).toHaveLength(1);
    answer();
    await gone();
  });

  it('shows the new offer when the state has moved on, to be decided again', async () => {
    const { api, open, press } = await setUp(offer('promote', 'b1', 2));
    const moved = await createRefusal(409, 'production is at step 3 now.');
    api.onOperate(async request => {
      if (request.basis === 'b1') {
        api.show(
          createDelivery({
            version: 2,
            environments: environments(offer('promote', 'b2', 3)),
          }),
        );
        throw moved;
      }
    });
    const { dialog } = await open('Promote Production');
    await press(dialog, 'Promote');
    expect(
      await within(dialog).findByText(
        'The state has moved on: production is at step 3 now.',
      ),
    ).toBeVisible();
    expect(
      await within(dialog).findByText(/step 3 of 4 is next/),
    ).toBeVisible();
    await press(dialog, 'Promote');
    await gone();
    expect(api.operations.map(({ request }) => request.basis)).toEqual([
      'b1',
      'b2',
    ]);
  });

  it('says that it is no longer offered when the state has moved on past it', async () => {
    const { api, open, press } = await setUp(offer('promote', 'b1'));
    const moved = await createRefusal(409, 'production is healthy');
    api.onOperate(async () => {
      api.show(createDelivery({ version: 2, environments: environments() }));
      throw moved;
    });
    const { dialog } = await open('Promote Production');
    await press(dialog, 'Promote');
    expect(
      await within(dialog).findByText('This operation is no longer offered.'),
    ).toBeVisible();
    expect(
      within(dialog).queryByRole('button', { name: 'Promote' }),
    ).not.toBeInTheDocument();
    const closes = within(dialog).getAllByRole('button', { name: 'Close' });
    expect(closes).toHaveLength(2);
  });

  it('keeps the focus near when its button is gone after the dialog', async () => {
    const { api, open, press } = await setUp(offer('promote', 'b1'));
    api.onOperate(async () => {
      api.show(createDelivery({ version: 2, environments: environments() }));
    });
    const { dialog } = await open('Promote Production');
    await press(dialog, 'Promote');
    await gone();
    const bar = screen.getByRole('group', {
      name: 'Operations for Production',
    });
    await waitFor(() => expect(bar).toHaveFocus());
  });

  it('says who may when this person may not', async () => {
    const { api, open, press } = await setUp(offer('abort', 'b1'));
    const refused = await createRefusal(
      403,
      'You may not abort component:default/payments',
    );
    api.onOperate(async () => {
      throw refused;
    });
    const { dialog } = await open('Abort Production');
    await press(dialog, 'Abort');
    expect(
      await within(dialog).findByText('You may not do this'),
    ).toBeVisible();
    expect(
      within(dialog).getByText(/platform owners: payments-team\./),
    ).toBeVisible();
    expect(
      within(dialog).queryByRole('button', { name: 'Abort' }),
    ).not.toBeInTheDocument();
  });

  it('says what went wrong and can be sent again', async () => {
    const { api, open, press } = await setUp(offer('promote', 'b1'));
    api.onOperate(async () => {
      throw new Error('Failed to fetch');
    });
    const { dialog } = await open('Promote Production');
    await press(dialog, 'Promote');
    expect(
      await within(dialog).findByText('It did not work: Failed to fetch'),
    ).toBeVisible();
    api.onOperate(async () => {});
    await press(dialog, 'Promote');
    await gone();
  });

  it('is done by keyboard alone: Enter in the reason confirms nothing, Escape closes', async () => {
    const { api, user } = await setUp(offer('promote', 'b1'));
    const button = await screen.findByRole('button', {
      name: 'Promote Production',
    });
    await user.tab();
    while (document.activeElement !== button) {
      await user.tab();
    }
    await user.keyboard('{Enter}');
    const dialog = await screen.findByRole('dialog');
    const reason = within(dialog).getByRole('textbox');
    while (document.activeElement !== reason) {
      await user.tab();
    }
    await user.keyboard('because{Enter}');
    expect(api.operations).toEqual([]);
    await user.keyboard('{Escape}');
    await gone();
    expect(api.operations).toEqual([]);
    await waitFor(() => expect(button).toHaveFocus());
  });

  it('is not taken from under the hands of the person by a change of the state', async () => {
    const { change, open, press, api } = await setUp(offer('promote', 'b1'));
    const { dialog } = await open('Promote Production');
    await change({ environments: environments(offer('promote', 'b2', 3)) });
    expect(dialog).toHaveTextContent('step 2 of 4 is next');
    await press(dialog, 'Promote');
    await gone();
    expect(api.operations[0].request.basis).toBe('b1');
  });
});
