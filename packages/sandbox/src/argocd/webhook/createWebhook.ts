import { readBody } from '../../http/readBody.ts';
import type { ClusterStore, HttpHandler } from '../../world/seams.ts';
import type { Application } from '../model/Application.ts';
import { findConcerned } from './findConcerned.ts';
import { readDelivery } from './readDelivery.ts';
import { webhookSecret } from './webhookSecret.ts';

const path = '/argocd/api/webhook';
const largestBytes = 50_000_000;

/** Answers `POST /argocd/api/webhook`: a push makes the Applications that it concerns look at once. */
export function createWebhook(options: {
  cluster: ClusterStore;
  namespace: string;
  applications(): Application[];
  refresh(application: string): void;
}): HttpHandler {
  const { cluster, namespace } = options;
  return async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://argocd');
    if (pathname !== path) {
      return false;
    }
    const { method = 'GET', headers } = request;
    const delivery = readDelivery(
      { method, headers, body: await readBody(request, largestBytes) },
      forge => webhookSecret(cluster, namespace, forge),
    );
    switch (delivery.kind) {
      case 'refused':
        response
          .writeHead(
            method === 'POST' || delivery.reason.startsWith('Unknown')
              ? 400
              : 405,
            { 'content-type': 'text/plain; charset=utf-8' },
          )
          .end(`${delivery.reason}\n`);
        return true;
      case 'push':
        for (const name of findConcerned(
          options.applications(),
          delivery.push,
        )) {
          options.refresh(name);
        }
        break;
      case 'other':
        break;
      default:
        delivery satisfies never;
    }
    response.writeHead(200).end();
    return true;
  };
}
