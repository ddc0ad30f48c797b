import { deliverySignalChannel, operationRequestSchema } from './contract';

const request = {
  kind: 'promote',
  target: { kind: 'environment', environment: 'staging' },
  basis: 'abc',
};

describe('operationRequestSchema', () => {
  it.each([
    ['an operation on an environment', request],
    ['an operation with a reason', { ...request, reason: 'the demo is over' }],
    [
      'an operation on a pipeline',
      {
        kind: 'retry-pipeline',
        target: { kind: 'pipeline', pipeline: '7' },
        basis: 'abc',
      },
    ],
  ])('takes %s', (_, body) => {
    expect(operationRequestSchema.parse(body)).toEqual(body);
  });

  it.each([
    ['an operation that there is not', { ...request, kind: 'delete' }],
    ['no basis', { ...request, basis: '' }],
    [
      'no environment',
      { ...request, target: { kind: 'environment', environment: '' } },
    ],
    ['a reason that is a story', { ...request, reason: 'a'.repeat(501) }],
    ['a field that nobody asked for', { ...request, force: true }],
  ])('refuses %s', (_, body) => {
    expect(operationRequestSchema.safeParse(body).success).toBe(false);
  });
});

describe('deliverySignalChannel', () => {
  it('is one for each service', () => {
    expect(deliverySignalChannel('component:default/payments')).toBe(
      'delivery:component:default/payments',
    );
  });
});
