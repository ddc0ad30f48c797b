import type { IncomingMessage } from 'node:http';
import { BodyTooLargeError, readBody } from '../../http/readBody.ts';
import { nestPairs } from '../../http/parseQuery.ts';
import { errors } from '../errors/errors.ts';

/** What a request to the API may carry; GitLab's own limit for most of it is of this order. */
export const bodyLimit = 32 * 1024 * 1024;

function parseJson(text: string): Record<string, any> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw errors.malformedBody();
  }
  // Grape takes an object for parameters and nothing else.
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    return {};
  }
  return value as Record<string, any>;
}

async function parseMultipart(
  body: Buffer,
  contentType: string,
): Promise<Record<string, any>> {
  let form: FormData;
  try {
    form = await new Response(new Uint8Array(body), {
      headers: { 'content-type': contentType },
    }).formData();
  } catch {
    throw errors.malformedBody();
  }
  const pairs: Array<[string, unknown]> = [];
  for (const [key, value] of form) {
    pairs.push([key, typeof value === 'string' ? value : await value.text()]);
  }
  return nestPairs(pairs);
}

/** The parameters in a body, by what it says it is. */
export async function parseParameters(
  body: Buffer,
  contentType: string,
): Promise<Record<string, any>> {
  if (body.length === 0) {
    return {};
  }
  const type = contentType.split(';')[0].trim().toLowerCase();
  switch (type) {
    case 'application/x-www-form-urlencoded':
      return nestPairs(new URLSearchParams(body.toString('utf8')));
    case 'multipart/form-data':
      return parseMultipart(body, contentType);
    default:
      return type === '' || type.endsWith('json')
        ? parseJson(body.toString('utf8'))
        : {};
  }
}

/** The parameters in the body of a request, whatever its method: clients send them with DELETE. */
export async function readParameters(
  request: IncomingMessage,
): Promise<Record<string, any>> {
  let body: Buffer;
  try {
    body = await readBody(request, bodyLimit);
  } catch (error) {
    if (error instanceof BodyTooLargeError) {
      throw errors.tooLarge();
    }
    throw errors.malformedBody();
  }
  return parseParameters(body, request.headers['content-type'] ?? '');
}
