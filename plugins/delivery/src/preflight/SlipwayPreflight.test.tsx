import { renderInTestApp } from '@backstage/frontend-test-utils';
import {
  PreflightAnswer,
  presentPreflight,
} from '@slipway/plugin-delivery-common';
import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ComponentProps } from 'react';
import { preflightApiRef } from '../api';
import { createRefusal, FakePreflightApi } from '../testUtils';
import { SlipwayPreflight } from './SlipwayPreflight';

const forge = { kind: 'forge', name: 'gitlab.example.com' } as const;
const main = { kind: 'cluster', name: 'main' } as const;

const sound: PreflightAnswer = presentPreflight({
  findings: [],
  checked: [
    { id: 'forge', place: forge },
    { id: 'cluster', place: main },
  ],
  skipped: [],
});
const broken: PreflightAnswer = presentPreflight({
  findings: [
    {
      id: 'repository-archived',
      severity: 'blocks',
      place: { kind: 'repository', name: 'acme/payments' },
      who: 'forge-owner',
      params: { path: 'acme/payments' },
    },
    {
      id: 'cluster-version-unknown',
      severity: 'warns',
      place: main,
      who: 'cluster-owner',
      params: { cluster: 'main', version: 'v1.20.0', known: '1.28 to 1.36' },
    },
  ],
  checked: [{ id: 'forge', place: forge }],
  skipped: [
    {
      id: 'controller',
      place: main,
      reason: { kind: 'after', check: { id: 'kinds', place: main } },
    },
  ],
});

function renderField(
  api: FakePreflightApi,
  options: Record<string, unknown> = {},
  formData: Record<string, unknown> = { name: 'payments' },
) {
  const props = {
    schema: {},
    uiSchema: { 'ui:options': options },
    idSchema: { $id: 'root_preflight' },
    formContext: { formData },
    onChange: () => {},
    rawErrors: [],
  } as unknown as ComponentProps<typeof SlipwayPreflight>;
  renderInTestApp(<SlipwayPreflight {...props} />, {
    apis: [[preflightApiRef, api]],
  });
}

const button = (name = 'Check now') => screen.findByRole('button', { name });

describe('SlipwayPreflight', () => {
  it('looks at nothing until it is asked to, then by the keyboard as well', async () => {
    const api = new FakePreflightApi(sound);
    renderField(api, { jobTags: ['docker'], kinds: ['Rollout'] });
    const check = await button();
    expect(api.requests).toEqual([]);
    await userEvent.tab();
    expect(check).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(
      await screen.findByText(
        'Nothing is in the way: 2 things were looked at.',
      ),
    ).toBeVisible();
    expect(api.requests).toEqual([
      { service: 'payments', jobTags: ['docker'], kinds: ['Rollout'] },
    ]);
  });

  it('lists what was found with its weight as a word, what it breaks and who can mend it', async () => {
    renderField(new FakePreflightApi(broken));
    await userEvent.click(await button());
    const list = await screen.findByRole('list', { name: 'What was found' });
    const [first, second] = within(list).getAllByRole('listitem');
    for (const text of [
      'In the way',
      'At acme/payments',
      'The repository acme/payments is archived.',
      'Nothing can be pushed to it.',
      'Who can mend it: who owns the group on the forge',
      'Unarchive it, or choose another name for the service.',
    ]) {
      expect(within(first).getByText(text)).toBeVisible();
    }
    expect(within(second).getByText('Could be better')).toBeVisible();
    expect(
      within(screen.getByRole('status')).getByText(
        'One thing is in the way of this launch.',
      ),
    ).toBeVisible();
  });

  it('says what was not looked at when somebody wants to know', async () => {
    renderField(new FakePreflightApi(broken));
    await userEvent.click(await button());
    await userEvent.click(await button('One thing was not looked at'));
    expect(
      await screen.findByText(
        'Not looked at: it needs what was not well at main.',
      ),
    ).toBeVisible();
  });

  it('looks again, and keeps what was found until the answer is there', async () => {
    const api = new FakePreflightApi(broken, sound);
    renderField(api);
    await userEvent.click(await button());
    await screen.findByText('The repository acme/payments is archived.');
    const release = api.hold();
    await userEvent.click(await button('Check again'));
    expect(
      await screen.findByText('Looking at everything that can be known'),
    ).toBeVisible();
    expect(
      screen.getByText('The repository acme/payments is archived.'),
    ).toBeVisible();
    release();
    await screen.findByText('Nothing is in the way: 2 things were looked at.');
    expect(screen.queryByRole('list')).toBeNull();
  });

  it('says in the words of the portal why it could not look, and tries again', async () => {
    const refusal = await createRefusal(403, 'You may not look');
    renderField(new FakePreflightApi(refusal, sound));
    await userEvent.click(await button());
    expect(
      await screen.findByText('It could not be looked at: You may not look'),
    ).toBeVisible();
    await userEvent.click(await button('Check again'));
    await screen.findByText('Nothing is in the way: 2 things were looked at.');
  });

  it('waits for the name of the service', async () => {
    renderField(new FakePreflightApi(sound), {}, {});
    expect(await button()).toBeDisabled();
    expect(screen.getByText('Give the service a name first.')).toBeVisible();
  });

  it('takes the name from the property that the template says', async () => {
    const api = new FakePreflightApi(sound);
    renderField(
      api,
      { serviceProperty: 'service', forge: 'github' },
      { service: 'ledger' },
    );
    await userEvent.click(await button());
    expect(api.requests).toEqual([{ service: 'ledger', forge: 'github' }]);
  });
});
