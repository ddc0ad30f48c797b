import { LoggerService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError, NotFoundError } from '@backstage/errors';
import { ClusterClient, ClusterClients } from './ClusterClient';
import { readClusterConnections } from './connection';
import { ClusterTransport } from './http';
import { HttpClusterClient } from './HttpClusterClient';

/**
 * The one builder of cluster clients, from `kubernetes.clusterLocatorMethods`.
 *
 * @public
 */
export function createClusterClients(
  config: Config,
  options: { logger: LoggerService },
): ClusterClients {
  const { connections, unusable } = readClusterConnections(config);
  const clients = new Map<string, ClusterClient>(
    connections.map(connection => [
      connection.name,
      new HttpClusterClient(connection.name, new ClusterTransport(connection)),
    ]),
  );
  for (const { name, problem } of unusable) {
    options.logger.info(
      `The cluster ${name} of kubernetes.clusterLocatorMethods is left out: ${problem}`,
    );
  }
  return {
    names: () => [...clients.keys()],
    get: name => {
      const client = clients.get(name);
      if (client) {
        return client;
      }
      const problem = unusable.find(cluster => cluster.name === name)?.problem;
      throw problem
        ? new InputError(`The cluster ${name} cannot be used: ${problem}`)
        : new NotFoundError(
            `There is no cluster ${name} in kubernetes.clusterLocatorMethods ` +
              `(there are: ${[...clients.keys()].join(', ') || 'none'})`,
          );
    },
  };
}
