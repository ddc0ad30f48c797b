import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { HttpPostIngressOptions } from '@backstage/plugin-events-node';
import { eventsExtensionPoint } from '@backstage/plugin-events-node/alpha';
import {
  PipelineSource,
  pipelineSourcesExtensionPoint,
  RepositoryReader,
  repositoryReadersExtensionPoint,
} from '@slipway/plugin-delivery-node';
import { appConfig } from './__testUtils__';
import deliveryGithubFeatures, {
  deliveryModuleGithub,
  eventsModuleGithubHooks,
} from '.';

const config = mockServices.rootConfig.factory({ data: appConfig });

describe('deliveryGithubFeatures', () => {
  it('adds GitHub as a source of pipelines and a reader of repositories', async () => {
    const sources: PipelineSource[] = [];
    const readers: RepositoryReader[] = [];
    await startTestBackend({
      extensionPoints: [
        [
          pipelineSourcesExtensionPoint,
          { addPipelineSource: source => sources.push(source) },
        ],
        [
          repositoryReadersExtensionPoint,
          { addRepositoryReader: reader => readers.push(reader) },
        ],
      ],
      features: [deliveryModuleGithub, config],
    });
    expect(sources.map(({ id }) => id)).toEqual(['github']);
    expect(readers[0].serves('https://ghe.example.com/acme/payments.git')).toBe(
      true,
    );
  });

  it('takes in webhooks at one topic, with a check', async () => {
    const ingresses: HttpPostIngressOptions[] = [];
    await startTestBackend({
      extensionPoints: [
        [
          eventsExtensionPoint,
          {
            addHttpPostIngress: ingress => ingresses.push(ingress),
            addHttpPostBodyParser: () => {},
          },
        ],
      ],
      features: [eventsModuleGithubHooks, config],
    });
    expect(ingresses).toEqual([
      { topic: 'github', validator: expect.any(Function) },
    ]);
  });

  it('brings both modules, so that no portal takes in webhooks without the check', async () => {
    const { loader } = deliveryGithubFeatures as unknown as {
      loader(): Promise<unknown[]>;
    };
    expect(await loader()).toEqual([
      deliveryModuleGithub,
      eventsModuleGithubHooks,
    ]);
  });
});
