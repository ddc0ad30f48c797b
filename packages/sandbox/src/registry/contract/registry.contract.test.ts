import { after, before, describe, it } from 'node:test';
import { startTestRegistry, type TestRegistry } from '../testUtils.ts';
import { RegistryClient, registryContract } from './index.ts';

describe('the registry contract, on the twin', () => {
  let world: TestRegistry;
  let client: RegistryClient;

  before(async () => {
    world = await startTestRegistry();
    client = new RegistryClient({
      url: world.url,
      realm: `${world.url}/jwt/auth`,
    });
  });

  after(() => world.stop());

  for (const { name, run } of registryContract) {
    it(name, () => run(client));
  }
});
