import { Entity } from '@backstage/catalog-model';
import { renderInTestApp, mockApis } from '@backstage/frontend-test-utils';
import { translationApiRef } from '@backstage/frontend-plugin-api';
import { identityApiRef } from '@backstage/core-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { TestApiRegistry } from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ComponentProps, useState } from 'react';
import { SlipwayServiceName } from './SlipwayServiceName';
import { validateServiceName } from './validateServiceName';

const component = (name: string, owner: string): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
  relations: [{ type: 'ownedBy', targetRef: owner }],
});
const catalogApi = catalogApiMock({
  entities: [
    component('payments', 'group:default/payments-team'),
    component('checkout', 'group:default/checkout-team'),
  ],
});
const identityApi = mockApis.identity({
  ownershipEntityRefs: ['group:default/payments-team'],
});

const Field = () => {
  const [name, setName] = useState<string>();
  const props = {
    formData: name,
    onChange: setName,
    required: true,
    schema: {},
    uiSchema: {},
    idSchema: { $id: 'root_name' },
    rawErrors: [],
  } as unknown as ComponentProps<typeof SlipwayServiceName>;
  return <SlipwayServiceName {...props} />;
};

function renderField() {
  renderInTestApp(<Field />, {
    apis: [
      [catalogApiRef, catalogApi],
      [identityApiRef, identityApi],
    ],
  });
}

describe('SlipwayServiceName', () => {
  it.each([
    ['Pay', 'Use lower-case letters only; "pay" would do.', true],
    ['ledger', 'The name "ledger" is free.', false],
    [
      'payments',
      'A service named payments exists already; launching again will bring it up to date.',
      false,
    ],
    [
      'checkout',
      'A service named checkout exists already and belongs to checkout-team. Choose another name.',
      true,
    ],
  ])('says of %s as one types: %s', async (name, remark, isInvalid) => {
    renderField();
    const input = await screen.findByRole('textbox', { name: /^Name/ });
    await userEvent.type(input, name);
    expect(await screen.findByText(remark)).toBeVisible();
    expect(input.getAttribute('aria-invalid') === 'true').toBe(isInvalid);
  });

  it('says its rules before anything is typed', async () => {
    renderField();
    expect(
      await screen.findByText(
        'Lower-case letters, digits and hyphens; starts with a letter; at most 40 characters.',
      ),
    ).toBeVisible();
  });
});

describe('validateServiceName', () => {
  const validate = async (name: string, catalog = catalogApi) => {
    const errors: string[] = [];
    const field = { addError: (error: string) => errors.push(error) };
    const apiHolder = TestApiRegistry.from(
      [catalogApiRef, catalog],
      [identityApiRef, identityApi],
      [translationApiRef, mockApis.translation()],
    );
    const context = { apiHolder, formData: {}, schema: {} };
    await validateServiceName(name, field as never, context);
    return errors;
  };

  it.each([
    ['ledger', []],
    ['payments', []],
    ['-', ['The name must start with a lower-case letter.']],
    [
      'checkout',
      [
        'A service named checkout exists already and belongs to checkout-team. Choose another name.',
      ],
    ],
  ])('holds the form back for %s or not: %j', async (name, expected) => {
    await expect(validate(name)).resolves.toEqual(expected);
  });

  it('holds the form back while nobody can tell whose a name is', async () => {
    const broken = catalogApiMock.mock({
      getEntityByRef: async () => {
        throw new Error('catalog is down');
      },
    });
    await expect(validate('ledger', broken as never)).resolves.toEqual([
      'It could not be checked whether the name is free: catalog is down',
    ]);
  });
});
