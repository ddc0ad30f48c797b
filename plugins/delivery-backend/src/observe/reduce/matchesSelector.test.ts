import { matchesSelector } from './matchesSelector';

const labels = {
  'backstage.io/kubernetes-id': 'payments',
  'slipway.dev/environment': 'dev',
};

describe('matchesSelector', () => {
  it.each([
    ['', true],
    ['backstage.io/kubernetes-id=payments', true],
    ['backstage.io/kubernetes-id==payments', true],
    ['backstage.io/kubernetes-id=orders', false],
    [
      'backstage.io/kubernetes-id=payments, slipway.dev/environment = dev',
      true,
    ],
    [
      'backstage.io/kubernetes-id=payments,slipway.dev/environment=staging',
      false,
    ],
    ['backstage.io/kubernetes-id!=orders', true],
    ['missing!=orders', true],
    [
      'slipway.dev/environment in (dev, staging),backstage.io/kubernetes-id',
      true,
    ],
    ['slipway.dev/environment notin (dev, staging)', false],
    ['missing notin (a)', true],
    ['missing in (a)', false],
    ['slipway.dev/environment', true],
    ['!slipway.dev/environment', false],
    ['!missing', true],
  ])('%p gives %p', (selector, expected) => {
    expect(matchesSelector(labels, selector)).toBe(expected);
  });

  it('says which part of a selector it cannot read', () => {
    expect(() => matchesSelector(labels, 'a=b,c~d')).toThrow(
      "'c~d' in the label selector 'a=b,c~d' cannot be read",
    );
  });
});
