import { resourceKinds } from '@slipway/plugin-delivery-node';
import { findObject, placesOf } from '../cluster';
import { knownSecrets, redactedYaml } from '../diff';
import { forgeOf, serviceTarget } from '../forge';
import { RunContext, WiringDeps } from '../run';
import { ApplicationInput, named, pathOf } from '../wiring/application';
import { Content } from '../wiring/repository';
import { ComparedManifest, compareManifests } from './compareManifests';
import { contentAfterLaunch } from './contentAfterLaunch';
import { findTools } from './findTools';
import { renderManifests } from './renderManifests';

/**
 * What Argo CD will make of one environment.
 *
 * @public
 */
export type ManifestsPreview = { environment: string } & (
  | {
      kind: 'rendered';
      /** As YAML, without the values of Secrets. */
      yaml: string;
      compared: ComparedManifest[];
    }
  | { kind: 'not-rendered'; why: string }
);

/**
 * Renders the manifests of a service as Argo CD will after the launch, and compares them with what is
 * in the clusters. Only reads.
 *
 * @public
 */
export async function previewManifests(
  run: RunContext,
  deps: WiringDeps,
  input: ApplicationInput & {
    service: string;
    environment?: string;
    /** What is rendered for the GitOps repository. */
    content: Content;
  },
): Promise<ManifestsPreview[]> {
  const { signal } = run;
  const { host, names } = serviceTarget(deps, input.service);
  const tools = await findTools({
    configured: deps.launch.tools ?? {},
    path: process.env.PATH ?? '',
  });
  const files = await contentAfterLaunch(
    forgeOf(deps, host, run),
    names.gitopsRepository.path,
    input.content,
  );
  const secrets = knownSecrets(deps);
  const previews: ManifestsPreview[] = [];
  for (const place of placesOf(
    deps.delivery,
    input.service,
    input.environment,
  )) {
    const environment = place.environment.name;
    const { namespace, argocd } = place;
    const application = names.application(environment);
    const rendering = await renderManifests(
      {
        files,
        path: pathOf(names, input, environment),
        valueFiles: input.valueFiles?.map(file => named(file, environment)),
        application,
        namespace,
      },
      { tools, signal },
    );
    if (rendering.kind === 'not-rendered') {
      previews.push({ environment, ...rendering });
    } else {
      const { manifests } = rendering;
      previews.push({
        environment,
        kind: 'rendered',
        yaml: manifests
          .map(manifest => redactedYaml(manifest, { secrets }))
          .join('---\n'),
        compared: await compareManifests(deps.clusters.get(place.cluster), {
          manifests,
          namespace,
          application: await findObject(
            deps.clusters.get(argocd.cluster),
            resourceKinds.application,
            { namespace: argocd.namespace, name: application },
            signal,
          ),
          secrets,
          signal,
        }),
      });
    }
  }
  return previews;
}
