import { resourceKinds } from '@slipway/plugin-delivery-node';
import {
  isLoopback,
  readDockerConfigSecret,
} from '@slipway/plugin-gitops-common';
import { findObject } from '../../cluster';
import { registryUrl } from '../../config';
import { canPull } from '../../forge';
import { basic } from '../../forge/request';
import { parseChallenge } from '../../forge/tryCredentials';
import { Finding, finding, PreflightPlace } from '../Finding';
import { PreflightContext } from '../PreflightContext';
import { CheckName } from '../PreflightReport';
import { Probe, probe } from '../probe';
import { Check } from '../runChecks';
import { clustersOf, usableCluster } from './clusterChecks';

/** The registry, as the portal, the pipeline and the nodes see it, and the credentials for it. */
export function registryChecks(context: PreflightContext): Check[] {
  const { deps, names, host } = context;
  const registry = context.registryHost;
  const place: PreflightPlace = { kind: 'registry', name: registry };
  const answers: CheckName = { id: 'registry', place };
  const ask = (url: string, signal: AbortSignal, authorization?: string) =>
    probe(url, { fetch: deps.fetch, signal, authorization });
  const login = loginFor(context);
  return [
    {
      ...answers,
      run: async signal => {
        const url = registryUrl(registry);
        const first = await ask(`${url}/v2/`, signal);
        const plain =
          first.kind === 'silent' && url.startsWith('https:')
            ? await ask(`http://${registry}/v2/`, signal)
            : undefined;
        return judgeRegistry(first, plain, place);
      },
    },
    ...(login
      ? [
          {
            id: 'registry-login' as const,
            place,
            after: [answers, ...login.after],
            run: async (signal: AbortSignal) => {
              const first = await ask(`${registryUrl(registry)}/v2/`, signal);
              const challenge =
                first.kind === 'answered'
                  ? parseChallenge(first.headers.get('www-authenticate'))
                  : undefined;
              if (!challenge) {
                return [];
              }
              const realm = new URL(challenge.realm);
              if (login.origins && !login.origins.includes(realm.origin)) {
                return [
                  finding('registry-elsewhere', place, {
                    registry,
                    host,
                    realm: realm.host,
                  }),
                ];
              }
              if (challenge.service) {
                realm.searchParams.set('service', challenge.service);
              }
              const answer = await ask(
                realm.toString(),
                signal,
                basic(login.credential),
              );
              return judgeLogin(answer, { place, host });
            },
          },
        ]
      : []),
    ...clustersOf(context)
      .filter(cluster => context.places.some(one => one.cluster === cluster))
      .map(
        (cluster): Check => ({
          id: 'registry-address',
          place: { kind: 'cluster', name: cluster },
          run: async () =>
            isLoopback(registry) && !context.reachesLoopback(cluster)
              ? [
                  finding(
                    'registry-loopback',
                    { kind: 'cluster', name: cluster },
                    { registry, cluster },
                  ),
                ]
              : [],
        }),
      ),
    ...context.places.map(({ environment, cluster, namespace }): Check => {
      const about: PreflightPlace = {
        kind: 'environment',
        name: environment.name,
      };
      return {
        id: 'pull-secret',
        place: about,
        after: [
          answers,
          usableCluster(cluster),
          { id: 'objects', place: about },
        ],
        run: async signal => {
          const credential = readDockerConfigSecret(
            await findObject(
              deps.clusters.get(cluster),
              resourceKinds.secret,
              { namespace, name: names.pullSecret },
              signal,
            ),
            registry,
          );
          const works =
            !credential ||
            (await canPull({
              registryUrl: registryUrl(registry),
              repository: names.appRepository.path,
              credential,
              signal,
            }));
          return works
            ? []
            : [
                finding('pull-secret-refused', about, {
                  namespace,
                  secret: names.pullSecret,
                }),
              ];
        },
      };
    }),
  ];
}

interface Login {
  credential: { username: string; password: string };
  /** Where the credential may be sent; anywhere that the registry says without. */
  origins?: string[];
  after: CheckName[];
}

/**
 * With what the registry is tried: what nodes are given to pull with, where the config has it; else
 * the portal's own token of the forge, as the deploy token is yet to be made. That one goes to the
 * forge that it is of, and to nobody else. Undefined where there is neither.
 */
function loginFor({
  deps,
  host,
  forgePlace,
}: PreflightContext): Login | undefined {
  const { registry: credential } = deps.launch;
  if (credential) {
    return { credential, after: [] };
  }
  const forge = deps.integrations.gitlab.byHost(host)?.config;
  return forge?.token
    ? {
        credential: { username: 'slipway', password: forge.token },
        origins: [forge.baseUrl, forge.apiBaseUrl].map(
          url => new URL(url).origin,
        ),
        after: [{ id: 'forge', place: forgePlace }],
      }
    : undefined;
}

export function judgeRegistry(
  answer: Probe,
  /** The answer over plain HTTP, where there was none over HTTPS. */
  plain: Probe | undefined,
  place: PreflightPlace,
): Finding[] {
  const registry = place.name;
  switch (answer.kind) {
    case 'unknown-host':
      return [finding('registry-unknown-host', place, { registry })];
    case 'silent':
      return plain?.kind === 'answered' && isRegistry(plain)
        ? [finding('registry-plain-http', place, { registry })]
        : [
            finding('registry-unreachable', place, {
              registry,
              reason: answer.reason,
            }),
          ];
    case 'answered':
      return isRegistry(answer)
        ? []
        : [
            finding('registry-unreachable', place, {
              registry,
              reason: `it answers ${answer.status} as no registry does`,
            }),
          ];
    default:
      throw new TypeError(`Not an answer: ${answer satisfies never}`);
  }
}

function isRegistry({ status, headers }: Probe & { kind: 'answered' }) {
  return status === 200 || (status === 401 && headers.has('www-authenticate'));
}

export function judgeLogin(
  login: Probe,
  about: { place: PreflightPlace; host: string },
): Finding[] {
  const { place, host } = about;
  const registry = place.name;
  if (login.kind !== 'answered') {
    return [
      finding('registry-unreachable', place, {
        registry,
        reason: `the token service of ${host} does not answer`,
      }),
    ];
  }
  return login.status < 400
    ? []
    : [finding('registry-login-refused', place, { registry, host })];
}
