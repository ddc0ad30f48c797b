import { mockServices } from '@backstage/backend-test-utils';
import { createClusterClients } from './createClusterClients';

const config = mockServices.rootConfig({
  data: {
    kubernetes: {
      clusterLocatorMethods: [
        { type: 'gke', projectId: 'left-to-the-kubernetes-plugin' },
        {
          type: 'config',
          clusters: [
            {
              name: 'sandbox',
              url: 'https://sandbox.example.com',
              serviceAccountToken: 'canary-cluster-token',
            },
            {
              name: 'cloud',
              url: 'https://cloud.example.com',
              authProvider: 'google',
            },
          ],
        },
      ],
    },
  },
});

describe('createClusterClients', () => {
  const clients = createClusterClients(config, {
    logger: mockServices.logger.mock(),
  });

  it('has a client for each cluster that can be used', () => {
    expect(clients.names()).toEqual(['sandbox']);
    expect(clients.get('sandbox').name).toBe('sandbox');
  });

  it('names the clusters there are when asked for another', () => {
    expect(() => clients.get('none')).toThrow(
      'There is no cluster none in kubernetes.clusterLocatorMethods (there are: sandbox)',
    );
  });

  it('says why a cluster cannot be used', () => {
    expect(() => clients.get('cloud')).toThrow(
      'The cluster cloud cannot be used: its authProvider is google',
    );
  });
});
