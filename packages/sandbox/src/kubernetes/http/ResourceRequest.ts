import type { ResourceKind } from '../resources/ResourceKind.ts';
import type { Subject } from './Subject.ts';

/** A request for objects of one kind, understood but not yet allowed. */
export interface ResourceRequest {
  method: string;
  kind: ResourceKind;
  namespace?: string;
  name?: string;
  subresource?: string;
  query: URLSearchParams;
  contentType: string;
  body: Buffer;
  subject: Subject;
  /** The first word of the user agent: who manages fields when no manager is named. */
  userAgent: string;
}

/** What the request does, in the words of a Role. */
export function verbOf(request: ResourceRequest): string {
  const isWatch = ['true', '1'].includes(request.query.get('watch') ?? '');
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      if (isWatch) {
        return 'watch';
      }
      return request.name ? 'get' : 'list';
    case 'POST':
      return 'create';
    case 'PUT':
      return 'update';
    case 'PATCH':
      return 'patch';
    case 'DELETE':
      return request.name ? 'delete' : 'deletecollection';
    default:
      return request.method.toLowerCase();
  }
}
