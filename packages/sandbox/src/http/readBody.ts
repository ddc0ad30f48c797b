import type { IncomingMessage } from 'node:http';
import { createGunzip, createInflate } from 'node:zlib';
import type { Readable } from 'node:stream';

/** Thrown when a body is larger than whoever reads it allows. */
export class BodyTooLargeError extends Error {
  constructor(limit: number) {
    super(`The body of the request is larger than ${limit} bytes`);
    this.name = 'BodyTooLargeError';
  }
}

/** The body as it was meant: unpacked when it came compressed. */
export function bodyStream(request: IncomingMessage): Readable {
  switch (request.headers['content-encoding']) {
    case 'gzip':
    case 'x-gzip':
      return request.pipe(createGunzip());
    case 'deflate':
      return request.pipe(createInflate());
    default:
      return request;
  }
}

/**
 * The whole body in memory, up to a limit. What is above it is read and dropped: a client that is
 * cut off while it sends never sees the answer.
 */
export async function readBody(
  request: IncomingMessage,
  limit: number,
): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of bodyStream(request)) {
    size += chunk.length;
    if (size <= limit) {
      chunks.push(chunk);
    } else {
      chunks.length = 0;
    }
  }
  if (size > limit) {
    throw new BodyTooLargeError(limit);
  }
  return Buffer.concat(chunks);
}
