import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';

/** A request to the registry, with what its token allows. */
export interface RegistryRequest {
  method: string;
  repository: string;
  /** What follows the kind of resource in the path: a digest, a tag, an upload's id. */
  reference: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  body: Readable;
}

export interface RegistryAnswer {
  status: number;
  headers?: Record<string, string | number>;
  body?: Buffer | Readable;
}

export function json(
  status: number,
  value: unknown,
  headers: Record<string, string> = {},
): RegistryAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: Buffer.from(JSON.stringify(value)),
  };
}

/** The body as a whole; `tooLarge` is thrown as soon as it is longer than the limit. */
export async function readWhole(
  body: Readable,
  limit: number,
  tooLarge: () => Error,
): Promise<Buffer> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of body) {
    length += part.length;
    if (length > limit) {
      throw tooLarge();
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}
