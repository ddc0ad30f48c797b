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
import deliveryGitlabFeatures, {
  deliveryModuleGitlab,
  eventsModuleGitlabHooks,
} from '.';

const config = mockServices.rootConfig.factory({ data: appConfig });

describe('deliveryGitlabFeatures', () => {
  it('adds GitLab as a source of pipelines and a reader of repositories', async () => {
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
      features: [deliveryModuleGitlab, config],
    });
    expect(sources.map(({ id }) => id)).toEqual(['gitlab']);
    expect(
      readers[0].serves('https://gitlab.example.com/acme/payments.git'),
    ).toBe(true);
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
      features: [eventsModuleGitlabHooks, config],
    });
    expect(ingresses).toEqual([
      { topic: 'gitlab', validator: expect.any(Function) },
    ]);
  });

  it('brings both modules, so that no portal takes in webhooks without the check', async () => {
    const { loader } = deliveryGitlabFeatures as unknown as {
      loader(): Promise<unknown[]>;
    };
    expect(await loader()).toEqual([
      deliveryModuleGitlab,
      eventsModuleGitlabHooks,
    ]);
  });
});
