import { ServiceUnavailableError } from '@backstage/errors';
import { resourceKinds } from '../cluster';
import { clusterClientContract } from './clusterClientContract';
import { exampleRollout } from './exampleRollout';
import { FakeClusterClient } from './FakeClusterClient';

describe('FakeClusterClient', () => {
  it.each(clusterClientContract)('$rule', async ({ check }) => {
    const client = new FakeClusterClient();
    await check({ client, put: object => client.put(object) });
    expect(client.watching).toBe(0);
  });

  it('fails the next call that it is told to', async () => {
    const client = new FakeClusterClient();
    client.put(exampleRollout());
    client.failNext(new ServiceUnavailableError('down'), 'list');
    const ref = {
      resource: resourceKinds.rollout,
      namespace: 'payments-dev',
      name: 'payments',
    };
    await expect(client.get(ref)).resolves.toBeDefined();
    await expect(client.list(resourceKinds.rollout)).rejects.toThrow('down');
    await expect(client.list(resourceKinds.rollout)).resolves.toHaveLength(1);
  });
});
