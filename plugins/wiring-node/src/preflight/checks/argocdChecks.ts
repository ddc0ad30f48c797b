import { resourceKinds } from '@slipway/plugin-delivery-node';
import {
  isLoopback,
  readRepositorySecret,
} from '@slipway/plugin-gitops-common';
import { byArgocd, findObject } from '../../cluster';
import { canFetch } from '../../forge';
import { Finding, finding, PreflightPlace } from '../Finding';
import { PreflightContext } from '../PreflightContext';
import { CheckName } from '../PreflightReport';
import { Check } from '../runChecks';
import { usableCluster } from './clusterChecks';
import { judgeOwner } from './environmentChecks';

/** Each Argo CD: its namespace, what bears the names of the launch there, and its way to the repository. */
export function argocdChecks(context: PreflightContext): Check[] {
  const { deps, names } = context;
  return byArgocd(context.places).flatMap(({ argocd }): Check[] => {
    const { name, cluster, namespace } = argocd;
    const client = deps.clusters.get(cluster);
    const place: PreflightPlace = { kind: 'argocd', name };
    const there: CheckName = { id: 'namespace', place };
    const objects: CheckName = { id: 'objects', place };
    const after = [usableCluster(cluster), there];
    return [
      {
        ...there,
        after: [usableCluster(cluster)],
        run: async signal =>
          (await findObject(
            client,
            resourceKinds.namespace,
            { name: namespace },
            signal,
          ))
            ? []
            : [
                finding('argocd-namespace-missing', place, {
                  cluster,
                  namespace,
                }),
              ],
      },
      {
        ...objects,
        // Where its kinds are not served, there is no object of them.
        after: [...after, { id: 'kinds', place }],
        run: async signal => {
          const found = await Promise.all([
            findObject(
              client,
              resourceKinds.appProject,
              { namespace, name: names.appProject },
              signal,
            ),
            findObject(
              client,
              resourceKinds.secret,
              { namespace, name: names.argocdRepositorySecret },
              signal,
            ),
          ]);
          return found.flatMap(object =>
            judgeOwner(object, { place, cluster, service: names.service }),
          );
        },
      },
      {
        id: 'repository-address',
        place,
        run: async () =>
          judgeAddress(context.readUrl, {
            place,
            cluster,
            reachesLoopback: context.reachesLoopback(cluster),
          }),
      },
      {
        id: 'argocd-repository',
        place,
        after: [...after, objects, { id: 'forge', place: context.forgePlace }],
        run: async signal => {
          const held = readRepositorySecret(
            await findObject(
              client,
              resourceKinds.secret,
              { namespace, name: names.argocdRepositorySecret },
              signal,
            ),
          );
          const path = names.gitopsRepository.path;
          const forge = context.forge(signal);
          const repository = held && (await forge.repositories.find(path));
          const works =
            !held ||
            !repository ||
            (await canFetch({
              url: forge.credentials.readUrl(repository),
              credential:
                'sshPrivateKey' in held
                  ? { kind: 'ssh-key', privateKey: held.sshPrivateKey }
                  : { kind: 'password', ...held },
              signal,
            }));
          return works
            ? []
            : [
                finding('argocd-repository-refused', place, {
                  path,
                  secret: names.argocdRepositorySecret,
                }),
              ];
        },
      },
    ];
  });
}

export function judgeAddress(
  url: string,
  about: { place: PreflightPlace; cluster: string; reachesLoopback: boolean },
): Finding[] {
  // By SSH, git writes host:path.
  const host = url.includes('://')
    ? new URL(url).host
    : url.replace(/^(?:[^@/]+@)?([^:/]+):.*$/, '$1');
  if (isLoopback(host)) {
    return about.reachesLoopback
      ? []
      : [
          finding('repository-loopback', about.place, {
            url,
            cluster: about.cluster,
          }),
        ];
  }
  return url.startsWith('http://')
    ? [finding('repository-plain-http', about.place, { url })]
    : [];
}
