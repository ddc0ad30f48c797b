import { Faults } from '../../faults/Faults.ts';
import { withFaults } from '../../faults/withFaults.ts';
import { startHttpServer } from '../../http/startHttpServer.ts';
import { ScaledClock } from '../../world/Clock.ts';
import { MemoryStorage } from '../../world/Storage.ts';
import type { ContractClient } from '../contract/index.ts';
import { createClusterStore } from '../createClusterStore.ts';
import { createKubernetesApi } from '../http/createKubernetesApi.ts';
import type { Subject } from '../http/Subject.ts';

export const admin: Subject = {
  name: 'admin',
  groups: ['system:masters'],
  rules: [{ verbs: ['*'], groups: ['*'], resources: ['*'] }],
};

/** A cluster with its API on a free port of loopback; the token of a subject is its name. */
export async function startTestCluster(
  options: {
    subjects?: Subject[];
    bookmarkMilliseconds?: number;
    /** Who requests without a token are, for clients that send none over http. */
    anonymous?: string;
  } = {},
) {
  const clock = new ScaledClock();
  const faults = new Faults();
  const store = createClusterStore({
    name: 'test',
    storage: new MemoryStorage(),
    clock,
  });
  const subjects = [admin, ...(options.subjects ?? [])];
  const log: string[] = [];
  const api = createKubernetesApi({
    store,
    basePath: '/clusters/test',
    tokens: token => subjects.find(({ name }) => name === token),
    findSubject: name => subjects.find(subject => subject.name === name),
    clock,
    faults,
    log: line => log.push(line),
    bookmarkMilliseconds: options.bookmarkMilliseconds,
  });
  const handler = withFaults(api.handle, { faults, clock });
  const server = await startHttpServer(
    [
      (request, response) => {
        if (options.anonymous) {
          request.headers.authorization ??= `Bearer ${options.anonymous}`;
        }
        return handler(request, response);
      },
    ],
    { port: 0, log: line => log.push(line) },
  );
  const url = `${server.url}/clusters/test`;
  return {
    url,
    store,
    clock,
    faults,
    log,
    client: {
      ...contractClient(url, 'admin'),
      async serviceAccount({ namespace, name, rules }) {
        const account = `system:serviceaccount:${namespace}:${name}`;
        const groups = [
          'system:serviceaccounts',
          `system:serviceaccounts:${namespace}`,
        ];
        subjects.push({ name: account, groups, rules });
        return contractClient(url, account);
      },
    } satisfies ContractClient as ContractClient,
    as: (subject: string) => contractClient(url, subject),
    stop: () => {
      api.stop();
      return server.stop();
    },
  };
}

function contractClient(
  url: string,
  token: string,
): Pick<ContractClient, 'request'> {
  return {
    async request(method, path, { headers, body } = {}) {
      const response = await fetch(`${url}${path}`, {
        method,
        headers: {
          authorization: `Bearer ${token}`,
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
        body:
          body === undefined || typeof body === 'string'
            ? body
            : JSON.stringify(body),
      });
      const text = await response.text();
      let parsed: unknown = text;
      try {
        parsed = JSON.parse(text);
      } catch {
        // More than one document, or plain text: it is given as it came.
      }
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        body: parsed,
      };
    },
  };
}
