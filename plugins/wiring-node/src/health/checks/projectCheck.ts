import { resourceKinds } from '@slipway/plugin-delivery-node';
import { Place } from '../../cluster';
import { projectOf } from '../../wiring/argocdProject';
import { Sighting } from '../Sighting';
import { WiringLook } from '../WiringLook';
import { judgeFields, judgePresence, ObjectNames } from './judgeObject';

/** What a service may deploy in one Argo CD, and where. */
export async function checkProject(
  look: WiringLook,
  argocd: Place['argocd'],
  places: Place[],
): Promise<Sighting> {
  const { names } = look;
  const { cluster, namespace } = argocd;
  const about: ObjectNames = {
    kind: 'AppProject',
    namespace,
    name: names.appProject,
    cluster,
  };
  const options = { service: names.service };
  const current = await look.object(cluster, resourceKinds.appProject, about);
  const faults = judgePresence(current, about, options);
  if (faults.length > 0 || !current) {
    return { faults };
  }
  const wanted = projectOf(names, {
    namespace,
    sourceRepos: [await readUrlOf(look)],
    places,
  });
  return {
    faults: judgeFields(current, wanted, about, {
      ...options,
      as: fields =>
        fields.includes('spec') ? 'project-changed' : 'item-changed',
    }),
  };
}

/** By what Argo CD names the GitOps repository, whether it is there or not. */
export async function readUrlOf(look: WiringLook): Promise<string> {
  const { path } = look.names.gitopsRepository;
  const { credentials, repositories } = look.forge;
  return credentials.readUrl(
    (await look.repository(path)) ?? repositories.urls(path),
  );
}
