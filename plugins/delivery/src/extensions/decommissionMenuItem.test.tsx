import { createExtensionTester } from '@backstage/frontend-test-utils';
import { EntityContextMenuItemBlueprint } from '@backstage/plugin-catalog-react/alpha';
import { payments } from '../__testUtils__/renderCard';
import { decommissionMenuItem } from './decommissionMenuItem';

describe('the menu item to decommission', () => {
  const tester = createExtensionTester(decommissionMenuItem);
  const { filterFunction } = EntityContextMenuItemBlueprint.dataRefs;

  it('is there for what Slipway launches only', () => {
    const matches = tester.get(filterFunction)!;
    expect(matches(payments)).toBe(true);
    expect(matches({ ...payments, kind: 'Group' })).toBe(false);
  });
});
