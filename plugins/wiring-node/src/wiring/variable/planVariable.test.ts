import { planVariable } from './planVariable';

const wanted = {
  key: 'A',
  value: 'v',
  masked: false,
  secret: false,
  protected: false,
  raw: true,
  environmentScope: '*',
  description: '',
};
const current = {
  key: 'A',
  value: 'v',
  masked: false,
  secret: false,
  protected: false,
  raw: true,
  environmentScope: '*',
  description: '',
};

it.each([
  ['one that is not there', undefined, wanted, 'create'],
  ['an equal one', current, wanted, 'unchanged'],
  ['another value', { ...current, value: 'w' }, wanted, 'value'],
  ['another protection', current, { ...wanted, protected: true }, 'protected'],
  [
    'a hidden one, whose value is not given back',
    { ...current, value: undefined, secret: true, masked: true },
    { ...wanted, secret: true, masked: true },
    'unchanged',
  ],
  [
    'one that is to be hidden',
    current,
    { ...wanted, secret: true, masked: true },
    'hidden, masked',
  ],
])('planVariable: %s', (_, one, other, expected) => {
  const plan = planVariable(one, other);
  expect(plan.kind === 'update' ? plan.why : plan.kind).toBe(expected);
});
