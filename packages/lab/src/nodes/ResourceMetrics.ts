import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { KubeApi } from '../control-plane/KubeApi.ts';

const groupVersion = 'metrics.k8s.io/v1beta1';
const root = `/apis/${groupVersion}`;

/** What each container is said to use: little, so that nothing is scaled up by itself. */
const usage = { cpu: '10m', memory: '48Mi' };

/**
 * The resource metrics of nodes that run nothing. Without them the real autoscaler writes that it
 * cannot see its target's load, and Argo CD calls that Degraded.
 */
export class ResourceMetrics {
  #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** Serves them on loopback and has the API server send requests for them there. */
  static async start(options: {
    api: KubeApi;
    /** The lab's folder; the API server's own certificate serves here too. */
    folder: string;
  }): Promise<ResourceMetrics> {
    const { api, folder } = options;
    const certificate = (name: string) =>
      readFile(join(folder, 'certificates', name));
    const server = createServer(
      {
        cert: await certificate('apiserver.crt'),
        key: await certificate('apiserver.key'),
      },
      (request, response) => {
        answer(api, request, response).catch(error => {
          response.writeHead(500).end(error.message);
        });
      },
    );
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(0, '127.0.0.1', resolve);
    });
    await register(api, (server.address() as AddressInfo).port);
    return new ResourceMetrics(server);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}

async function register(api: KubeApi, port: number): Promise<void> {
  const namespace = 'kube-system';
  const name = 'resource-metrics';
  await api.apply({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name, namespace },
    // Endpoints must not be on loopback; the name of a machine may be.
    spec: {
      type: 'ExternalName',
      externalName: 'localhost',
      ports: [{ port }],
    },
  });
  await api.apply({
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: 'v1beta1.metrics.k8s.io' },
    spec: {
      group: 'metrics.k8s.io',
      version: 'v1beta1',
      service: { namespace, name, port },
      insecureSkipTLSVerify: true,
      groupPriorityMinimum: 100,
      versionPriority: 100,
    },
  });
}

async function answer(
  api: KubeApi,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'https://localhost');
  const pods = /\/namespaces\/([^/]+)\/pods$/.exec(url.pathname);
  if (url.pathname === root) {
    send(response, 200, {
      kind: 'APIResourceList',
      apiVersion: 'v1',
      groupVersion,
      resources: [
        {
          name: 'pods',
          singularName: '',
          namespaced: true,
          kind: 'PodMetrics',
          verbs: ['get', 'list'],
        },
      ],
    });
  } else if (pods) {
    send(response, 200, await listPodMetrics(api, pods[1], url.search));
  } else {
    send(response, 404, {
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      reason: 'NotFound',
      code: 404,
    });
  }
}

async function listPodMetrics(api: KubeApi, namespace: string, query: string) {
  const { status, body } = await api.send(
    'GET',
    `/api/v1/namespaces/${namespace}/pods${query}`,
  );
  if (status !== 200) {
    throw new Error(`the pods of ${namespace} were refused with ${status}`);
  }
  const timestamp = new Date().toISOString();
  return {
    kind: 'PodMetricsList',
    apiVersion: groupVersion,
    metadata: {},
    items: JSON.parse(body)
      .items.filter((pod: any) => pod.status?.phase === 'Running')
      .map(({ metadata, spec }: any) => ({
        metadata: {
          name: metadata.name,
          namespace,
          labels: metadata.labels,
          creationTimestamp: timestamp,
        },
        timestamp,
        window: '30s',
        containers: spec.containers.map(({ name }: { name: string }) => ({
          name,
          usage,
        })),
      })),
  };
}

function send(response: ServerResponse, status: number, body: object): void {
  response
    .writeHead(status, { 'content-type': 'application/json' })
    .end(JSON.stringify(body));
}
