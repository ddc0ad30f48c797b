import type { ServerResponse } from 'node:http';
import type { Faults } from '../../faults/Faults.ts';
import type { Clock } from '../../world/Clock.ts';
import { KubernetesApiError } from '../../world/seams.ts';
import { badRequest, forbidden, notFound } from '../errors/apiErrors.ts';
import type { ResourceKind } from '../resources/ResourceKind.ts';
import { findResource } from '../resources/servedResources.ts';
import { isServed } from '../resources/servedKinds.ts';
import type { KubernetesStore } from '../store/KubernetesStore.ts';
import { listResource } from './listResource.ts';
import type { ApiPath } from './parseApiPath.ts';
import { patchResource } from './patchResource.ts';
import { podLog } from './podLog.ts';
import { type ResourceRequest, verbOf } from './ResourceRequest.ts';
import { respond, respondText } from './respond.ts';
import { reviewAccess } from './reviewAccess.ts';
import { scaleResource } from './scaleResource.ts';
import { denialReason, isAllowed, type Subject } from './Subject.ts';
import { watchResource } from './watchResource.ts';
import {
  type Answer,
  createResource,
  deleteCollection,
  deleteResource,
  keyOf,
  updateResource,
} from './writeResource.ts';

export interface ResourceContext {
  path: Extract<ApiPath, { type: 'resource' }>;
  method: string;
  query: URLSearchParams;
  contentType: string;
  accept: string;
  userAgent: string;
  body: Buffer;
  subject: Subject;
  response: ServerResponse;
  store: KubernetesStore;
  clock: Clock;
  faults?: Faults;
  findSubject: (name: string) => Subject | undefined;
  bookmarkMilliseconds: number;
}

const notServed = () =>
  new KubernetesApiError(
    404,
    'NotFound',
    'the server could not find the requested resource',
    {},
  );

const notAllowed = () =>
  new KubernetesApiError(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );

function checkAccept(accept: string): void {
  if (accept && !/json|\*/.test(accept)) {
    throw new KubernetesApiError(
      406,
      'NotAcceptable',
      'only the following media types are accepted: application/json',
    );
  }
}

/** Stands for a kind that is not served, until it is known that somebody may ask for it. */
function unknownKind(path: ResourceContext['path']): ResourceKind {
  const [group, version] = path.apiVersion.includes('/')
    ? path.apiVersion.split('/')
    : ['', path.apiVersion];
  return {
    group,
    version,
    kind: '',
    plural: path.plural,
    singular: '',
    shortNames: [],
    categories: [],
    namespaced: path.namespace !== undefined,
    statusSubresource: false,
    scaleSubresource: false,
    hasGeneration: false,
    custom: false,
  };
}

function authorize(request: ResourceRequest): void {
  const attributes = {
    verb: verbOf(request),
    group: request.kind.group,
    resource: request.kind.plural,
    ...(request.subresource ? { subresource: request.subresource } : {}),
    // A namespace is in itself, for those who may only see that one.
    namespace:
      request.kind.kind === 'Namespace' ? request.name : request.namespace,
  };
  if (!isAllowed(request.subject, attributes)) {
    throw forbidden(
      request.kind,
      request.name ?? '',
      denialReason(request.subject, attributes),
    );
  }
}

function hasSubresource(request: ResourceRequest): boolean {
  const { kind } = request;
  switch (request.subresource) {
    case undefined:
      return true;
    case 'status':
      return kind.statusSubresource;
    case 'scale':
      return kind.scaleSubresource;
    case 'log':
      return kind.kind === 'Pod';
    default:
      return false;
  }
}

function getResource(request: ResourceRequest, store: KubernetesStore): Answer {
  const object = store.get(keyOf(request));
  if (!object) {
    throw notFound(request.kind, request.name ?? '');
  }
  return { status: 200, body: object };
}

function answerRequest(
  request: ResourceRequest,
  store: KubernetesStore,
): Answer {
  if (request.subresource === 'scale') {
    return scaleResource(request, store);
  }
  switch (verbOf(request)) {
    case 'get':
      return getResource(request, store);
    case 'list':
      return { status: 200, body: listResource(request, store) };
    case 'create':
      if (request.name) {
        throw notAllowed();
      }
      return createResource(request, store);
    case 'update':
      if (!request.name) {
        throw notAllowed();
      }
      return updateResource(request, store);
    case 'patch':
      if (!request.name) {
        throw notAllowed();
      }
      return patchResource(request, store);
    case 'delete':
      return deleteResource(request, store);
    case 'deletecollection':
      return deleteCollection(request, store);
    default:
      throw notAllowed();
  }
}

/** Answers a request for objects: who may, which kind, what it does. */
export async function handleResource(context: ResourceContext): Promise<void> {
  const { path, method, query, body, subject, response, store } = context;
  checkAccept(context.accept);
  if (/^auth(entication|orization)\.k8s\.io\/v1$/.test(path.apiVersion)) {
    const review =
      method === 'POST'
        ? reviewAccess({
            plural: path.plural,
            body: parseReview(body),
            subject,
            findSubject: context.findSubject,
          })
        : undefined;
    if (!review) {
      throw notServed();
    }
    respond(response, 201, review);
    return;
  }
  const known = findResource(path.apiVersion, path.plural);
  const request: ResourceRequest = {
    method,
    kind: known ?? unknownKind(path),
    namespace: path.namespace,
    name: path.name,
    subresource: path.subresource,
    query,
    contentType: context.contentType,
    body,
    subject,
    userAgent: context.userAgent,
  };
  // Who may not see a kind does not learn whether there is one.
  authorize(request);
  const { kind } = request;
  if (
    !known ||
    !isServed(kind, store) ||
    (path.namespace && !kind.namespaced) ||
    !hasSubresource(request)
  ) {
    throw notServed();
  }
  if (
    kind.namespaced &&
    !request.namespace &&
    (request.name || method === 'POST')
  ) {
    throw notServed();
  }
  if (request.subresource === 'log') {
    respondText(response, 200, podLog(getResource(request, store).body));
    return;
  }
  if (verbOf(request) === 'watch') {
    await watchResource(request, response, context);
    return;
  }
  const answer = answerRequest(request, store);
  respond(response, answer.status, answer.body);
}

function parseReview(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw badRequest('the body of the review is not JSON');
  }
}
