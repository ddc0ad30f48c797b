import { ServiceUnavailableError } from '@backstage/errors';
import { resourceKinds } from '../cluster';
import { clusterClientContract, exampleRollout } from './clusterClientContract';
import { FakeClusterClient } from './FakeClusterClient';

describe('FakeClusterClient', () => {
  clusterClientContract(async () => {
    const client = new FakeClusterClient();
    return { client, put: object => client.put(object) };
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
