import { WantedForgeVariable } from '../ForgeVariables';
import { newRepository } from '../__testUtils__/ContractWorld';
import { forgeKinds, useForges } from '../__testUtils__/useForges';

const worldOf = useForges();

const plain: WantedForgeVariable = {
  key: 'LOG_LEVEL',
  value: 'debug',
  secret: false,
  masked: false,
  protected: false,
  raw: true,
  environmentScope: '*',
  description: '',
};
const secret: WantedForgeVariable = {
  ...plain,
  key: 'INDEX_TOKEN',
  value: 'planted-value-CANARY',
  secret: true,
  masked: true,
  protected: true,
  description: 'Slipway: deploy key slipway-ci #7 of acme/payments-gitops',
};

describe.each(forgeKinds)('variables on %s', kind => {
  it('a variable is made, found as it was wanted, changed and taken away', async () => {
    const world = worldOf(kind);
    const { variables } = world.forge;
    const repository = await newRepository(world);
    const wanted = variables.fit(plain);
    await expect(
      variables.find(repository, wanted.key, '*'),
    ).resolves.toBeUndefined();
    await variables.put(repository, wanted, undefined);
    const found = await variables.find(repository, wanted.key, '*');
    expect(found).toEqual(wanted);
    await variables.put(repository, { ...wanted, value: 'info' }, found);
    await expect(variables.find(repository, wanted.key, '*')).resolves.toEqual({
      ...wanted,
      value: 'info',
    });
    await variables.remove(repository, wanted.key, '*');
    await expect(
      variables.find(repository, wanted.key, '*'),
    ).resolves.toBeUndefined();
    await variables.remove(repository, wanted.key, '*');
  });
  it('a secret is never shown again, and what must be remembered of it is', async () => {
    const world = worldOf(kind);
    const { variables } = world.forge;
    const repository = await newRepository(world);
    const wanted = variables.fit(secret);
    await variables.put(repository, wanted, undefined);
    const { value: _, ...shown } = wanted;
    const found = await variables.find(repository, wanted.key, '*');
    expect(found).toEqual(shown);
    const other = { ...wanted, description: 'Slipway: another' };
    await variables.put(repository, other, found);
    await expect(variables.find(repository, wanted.key, '*')).resolves.toEqual({
      ...shown,
      description: 'Slipway: another',
    });
    await variables.remove(repository, wanted.key, '*');
    await expect(
      variables.find(repository, wanted.key, '*'),
    ).resolves.toBeUndefined();
  });
  it('a variable becomes a secret, and plain again', async () => {
    const world = worldOf(kind);
    const { variables } = world.forge;
    const repository = await newRepository(world);
    const open = variables.fit({ ...secret, secret: false, masked: false });
    const hidden = variables.fit(secret);
    await variables.put(repository, open, undefined);
    const first = await variables.find(repository, open.key, '*');
    await variables.put(repository, hidden, first);
    const second = await variables.find(repository, open.key, '*');
    expect(second).toMatchObject({ secret: true });
    expect(second!.value).toBeUndefined();
    await variables.put(repository, open, second);
    await expect(
      variables.find(repository, open.key, '*'),
    ).resolves.toMatchObject({ secret: false, value: open.value });
  });
});
