import { NotFoundError } from '@backstage/errors';
import { z } from 'zod';
import { ClusterTransport } from './http';

const listSchema = z.object({ resources: z.array(z.unknown()) });
const resourceSchema = z.object({ name: z.string(), kind: z.string() });

/** The kinds of a group and version, from the API's discovery. */
export async function readServedKinds(
  transport: ClusterTransport,
  apiVersion: string,
  signal?: AbortSignal,
): Promise<string[]> {
  let answer: unknown;
  try {
    answer = await transport.json({
      method: 'GET',
      path: apiVersion.includes('/')
        ? `/apis/${apiVersion}`
        : `/api/${apiVersion}`,
      place: `the kinds of ${apiVersion}`,
      signal,
    });
  } catch (error) {
    if (error instanceof NotFoundError) {
      return [];
    }
    throw error;
  }
  const list = listSchema.safeParse(answer);
  const kinds = (list.success ? list.data.resources : []).flatMap(element => {
    const resource = resourceSchema.safeParse(element);
    // Subresources repeat the kind of what they belong to, or have one of their own.
    return resource.success && !resource.data.name.includes('/')
      ? [resource.data.kind]
      : [];
  });
  return [...new Set(kinds)];
}
