import { World } from '../../__testUtils__/World';
import { planVariable } from './plan';

const wanted = {
  key: 'A',
  value: 'v',
  masked: false,
  hidden: false,
  protected: false,
  raw: true,
  environmentScope: '*',
  description: '',
};
const current = {
  key: 'A',
  value: 'v',
  masked: false,
  hidden: false,
  protected: false,
  raw: true,
  environment_scope: '*',
  description: null,
};

it.each([
  ['one that is not there', undefined, wanted, 'create'],
  ['an equal one', current, wanted, 'unchanged'],
  ['another value', { ...current, value: 'w' }, wanted, 'value'],
  ['another protection', current, { ...wanted, protected: true }, 'protected'],
  [
    'a hidden one, whose value is not given back',
    { ...current, value: null, hidden: true, masked: true },
    { ...wanted, hidden: true },
    'unchanged',
  ],
  [
    'one that is to be hidden',
    current,
    { ...wanted, hidden: true },
    'hidden, masked',
  ],
])('planVariable: %s', (_, one, other, expected) => {
  const plan = planVariable(one, other);
  expect(plan.kind === 'update' ? plan.why : plan.kind).toBe(expected);
});

describe('delivery:ci-variable:ensure', () => {
  let world: World;
  beforeEach(async () => {
    world = new World();
    await world.start();
    world.gitlab.state.addProject('acme/payments', { topics: ['slipway'] });
  });
  afterEach(() => world.stop());
  const run = (fields = {}) =>
    world.run('delivery:ci-variable:ensure', {
      repoUrl: world.repoUrl('payments'),
      key: 'A',
      value: 'value-one-CANARY',
      ...fields,
    });

  it('creates, leaves alone, updates', async () => {
    await expect(run()).resolves.toMatchObject({ result: 'created' });
    await expect(run()).resolves.toMatchObject({ result: 'unchanged' });
    await expect(run({ value: 'other-value' })).resolves.toMatchObject({
      result: 'updated',
    });
  });
  it('makes a variable anew that is to be hidden, as GitLab hides no other', async () => {
    await run();
    await expect(run({ hidden: true })).resolves.toMatchObject({
      result: 'updated',
    });
    expect(world.gitlab.writes.map(one => one.split(' ')[0])).toEqual([
      'POST',
      'DELETE',
      'POST',
    ]);
    await expect(run({ hidden: true })).resolves.toMatchObject({
      result: 'unchanged',
    });
    await expect(
      run({ hidden: true, replaceHidden: true }),
    ).resolves.toMatchObject({ result: 'updated' });
  });
  it('keeps the value out of logs and errors', async () => {
    const error = await run({ value: 'a CANARY b', hidden: true }).catch(
      e => e,
    );
    expect(error.name).toBe('InputError');
    expect(error.message + world.logs.join()).not.toContain('CANARY');
  });
  it('says when there is no such repository', async () => {
    await expect(run({ repoUrl: world.repoUrl('none') })).rejects.toThrow(
      'There is no repository acme/none',
    );
  });
});
