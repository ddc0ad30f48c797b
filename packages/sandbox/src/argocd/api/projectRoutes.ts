import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { ARGO_API } from '../model/Application.ts';
import {
  listOf,
  missing,
  type ApiContext,
  type ApiRoute,
} from './ApiContext.ts';
import { ApiError, invalidArgument } from './ApiError.ts';

const projectSchema = z.object({
  metadata: z.object({ name: z.string().min(1) }).passthrough(),
  spec: z.record(z.unknown()).default({}),
});
const requestSchema = z.object({
  project: projectSchema.optional(),
  upsert: z.boolean().optional(),
});

export function projectRoutes(context: ApiContext): ApiRoute[] {
  const { cluster, namespace } = context;
  const keyOf = (name: string) => ({
    apiVersion: ARGO_API,
    kind: 'AppProject',
    namespace,
    name,
  });
  const find = (name: string) => {
    const found = cluster.get(keyOf(name));
    if (!found) {
      throw missing('appprojects', name);
    }
    return found;
  };
  const read = (body: unknown) => {
    const { project, upsert } = requestSchema.parse(body ?? {});
    if (!project) {
      throw new ApiError(
        invalidArgument,
        "missing payload 'project' in request",
      );
    }
    return { project, upsert };
  };

  return [
    {
      method: 'GET',
      path: /^\/v1\/projects$/,
      answer: () => listOf(cluster.list(ARGO_API, 'AppProject', { namespace })),
    },
    {
      method: 'POST',
      path: /^\/v1\/projects$/,
      answer({ body }) {
        const { project, upsert } = read(body);
        const { metadata, spec } = project;
        const existing = cluster.get(keyOf(metadata.name));
        if (!existing) {
          return cluster.create({
            apiVersion: ARGO_API,
            kind: 'AppProject',
            metadata: { ...metadata, namespace },
            spec,
          });
        }
        if (upsert) {
          return cluster.update({ ...existing, spec });
        }
        if (!isDeepStrictEqual(existing.spec, spec)) {
          throw new ApiError(
            invalidArgument,
            'existing project spec is different; use upsert flag to force update',
          );
        }
        return existing;
      },
    },
    {
      method: 'GET',
      path: /^\/v1\/projects\/([^/]+)$/,
      answer: ({ params }) => find(params[0]),
    },
    {
      method: 'PUT',
      path: /^\/v1\/projects\/([^/]+)$/,
      answer({ params, body }) {
        const { metadata, spec } = read(body).project;
        const existing = find(params[0]);
        return cluster.update({
          ...existing,
          metadata: { ...existing.metadata, ...metadata, namespace },
          spec,
        });
      },
    },
    {
      method: 'DELETE',
      path: /^\/v1\/projects\/([^/]+)$/,
      answer({ params: [name] }) {
        find(name);
        const users = context.applications
          .list()
          .filter(({ spec }) => spec.project === name);
        if (users.length > 0) {
          throw new ApiError(
            invalidArgument,
            `project is referenced by ${users.length} applications`,
          );
        }
        cluster.delete(keyOf(name));
        return {};
      },
    },
  ];
}
