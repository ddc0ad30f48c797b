import { serviceNameProblem, serviceNames } from './serviceNames';

describe('serviceNames', () => {
  it('gives every name that a launch needs, always the same', () => {
    const names = serviceNames({ group: 'acme', service: 'payments' });
    expect(names).toMatchObject({
      appRepository: { name: 'payments', path: 'acme/payments' },
      gitopsRepository: {
        name: 'payments-gitops',
        path: 'acme/payments-gitops',
      },
      entityRef: 'component:default/payments',
      argocdRepositorySecret: 'repo-payments-gitops',
      pullSecret: 'payments-registry',
    });
    expect(names.application('dev')).toBe('payments-dev');
    expect(names.overlay('dev')).toBe('overlays/dev');
  });

  it.each(['payments', 'a1', 'pay-ments-2'])('%s is a name', name => {
    expect(serviceNameProblem(name)).toBeUndefined();
  });

  it.each([
    ['p', /2 to 40/],
    ['x'.repeat(41), /2 to 40/],
    ['Payments', /lower-case/],
    ['1payments', /starts with a letter/],
    ['payments-', /hyphen/],
    ['pay--ments', /single hyphens/],
    ['pay_ments', /lower-case/],
    ['pay.ments', /lower-case/],
    ['payments-gitops', /GitOps repository of payments/],
  ])('%s is none: %s', (name, problem) => {
    expect(serviceNameProblem(name)).toMatch(problem);
    expect(() => serviceNames({ group: 'acme', service: name })).toThrow(
      `"${name}" cannot be the name of a service`,
    );
  });
});
