import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { startScaffolder } from './__testUtils__/renderTemplate';
import { World } from './__testUtils__/World';
import scaffolderModuleDelivery from '.';

describe('the module', () => {
  it('adds its actions to the scaffolder, with their examples and schemas', async () => {
    const world = new World();
    await world.start();
    try {
      const { server } = await startScaffolder(world);
      const url = `http://127.0.0.1:${server.port()}/api/scaffolder/v2/actions`;
      const actions: any[] = await (await fetch(url)).json();
      const ours = actions.filter(({ id }) => id.startsWith('delivery:'));
      expect(ours.map(({ id }) => id).sort()).toEqual([
        'delivery:argocd-application:ensure',
        'delivery:argocd-applicationset:ensure',
        'delivery:argocd-credential-template:ensure',
        'delivery:argocd-project:ensure',
        'delivery:argocd-repository:ensure',
        'delivery:catalog:ensure',
        'delivery:ci-variable:ensure',
        'delivery:cluster:check',
        'delivery:credential:rotate',
        'delivery:environment:sync',
        'delivery:environment:wait',
        'delivery:environments:ensure',
        'delivery:files:propose',
        'delivery:gitops-credential:ensure',
        'delivery:launch:finish',
        'delivery:launch:take-back',
        'delivery:namespace:ensure',
        'delivery:pipeline:wait',
        'delivery:plan:resolve',
        'delivery:preflight',
        'delivery:protection:ensure',
        'delivery:registry-credential:ensure',
        'delivery:repository:ensure',
        'delivery:runner:ensure',
        'delivery:webhook:ensure',
      ]);
      for (const { examples, schema } of ours) {
        expect(examples.length).toBeGreaterThan(0);
        expect(schema.input.type).toBe('object');
      }
    } finally {
      await world.stop();
    }
  });

  it('does not start without its config, and says what is missing', async () => {
    await expect(
      startTestBackend({
        features: [
          scaffolderPlugin,
          scaffolderModuleDelivery,
          mockServices.rootConfig.factory({ data: {} }),
        ],
      }),
    ).rejects.toThrow(/no `delivery` section in the app config/);
  });
});
