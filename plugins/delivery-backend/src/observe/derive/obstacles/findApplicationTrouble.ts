import { environmentNamespace } from '@slipway/plugin-delivery-node';
import { ApplicationFacts } from '../../parse';
import { say } from '../common/say';
import { EnvironmentInput } from '../EnvironmentInput';
import { Finding, finding } from './Finding';

const ownCluster = 'https://kubernetes.default.svc';

/** An Application that its project or its own spec keeps from working. */
export function findInvalidity(application: ApplicationFacts): Finding[] {
  const invalid = application.conditions.filter(
    it => it.type === 'InvalidSpecError',
  );
  if (invalid.length === 0) return [];
  const detail = invalid.map(it => it.message).join('\n');
  const isProject =
    /not permitted in project|do not match any of the allowed destinations|project .*not.*(exist|permitted)/.test(
      detail,
    );
  const { project } = application;
  return [
    finding({
      code: isProject ? 'NotPermittedByProject' : 'InvalidApplication',
      what: isProject
        ? say('obstacle.notPermitted.what', { project })
        : say('obstacle.invalidApplication.what'),
      next: isProject
        ? say('obstacle.notPermitted.next', { project })
        : say('obstacle.invalidApplication.next'),
      object: `Application/${application.ref.name}`,
      detail,
      since: invalid[0].since,
    }),
  ];
}

/** An Application that deploys to another place than the environment that it stands for. */
export function findWrongDestination(
  application: ApplicationFacts,
  { environment, service, argocd }: EnvironmentInput,
): Finding[] {
  const { destination } = application;
  if (destination.server === environment.cluster) {
    return [findUnknownCluster(application, environment.cluster)];
  }
  const namespace = environmentNamespace(environment, service);
  const isElsewhere =
    (destination.namespace !== undefined &&
      destination.namespace !== namespace) ||
    isOtherCluster(destination, environment.cluster, argocd);
  if (!isElsewhere) return [];
  const server = destination.name ?? destination.server ?? '';
  return [
    finding({
      code: 'WrongDestination',
      what: say('obstacle.wrongDestination.what', {
        actual: `${destination.namespace ?? ''} (${server})`,
        expected: `${namespace} (${environment.cluster})`,
      }),
      next: say('obstacle.wrongDestination.next'),
      object: `Application/${application.ref.name}`,
    }),
  ];
}

/** An environment whose cluster has no name is called by the address that Argo CD has for it. */
function findUnknownCluster(
  application: ApplicationFacts,
  server: string,
): Finding {
  return finding({
    code: 'UnknownCluster',
    what: say('obstacle.unknownCluster.what', { server }),
    next: say('obstacle.unknownCluster.next'),
    object: `Application/${application.ref.name}`,
  });
}

/** False where the config doesn't say how the destination names the cluster. */
function isOtherCluster(
  destination: ApplicationFacts['destination'],
  cluster: string,
  argocd: EnvironmentInput['argocd'],
): boolean {
  const isOwn = argocd.cluster === cluster;
  const expected = argocd.destinations[cluster];
  if (destination.server !== undefined) {
    const server = withoutSlash(destination.server);
    if (expected !== undefined) {
      const isSame = server === withoutSlash(expected);
      return !isSame && !(isOwn && server === ownCluster);
    }
    return isOwn ? server !== ownCluster : server === ownCluster;
  }
  if (destination.name === undefined) return false;
  return isOwn
    ? destination.name !== 'in-cluster' && destination.name !== cluster
    : destination.name === 'in-cluster';
}

function withoutSlash(url: string): string {
  return url.replace(/\/+$/, '');
}
