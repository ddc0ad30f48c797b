import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { NewObject } from '../../world/seams.ts';
import type { Application } from '../model/Application.ts';
import { ARGO_API, CASCADE_FINALIZERS } from '../model/Application.ts';
import { canSync } from '../project/syncWindows.ts';
import {
  listOf,
  missing,
  type ApiContext,
  type ApiRoute,
} from './ApiContext.ts';
import {
  ApiError,
  failedPrecondition,
  invalidArgument,
  permissionDenied,
} from './ApiError.ts';
import { validateApplication } from './validateApplication.ts';

const applicationSchema = z.object({
  metadata: z.object({ name: z.string().min(1) }).passthrough(),
  spec: z
    .object({
      project: z.string().default('default'),
      destination: z.object({}).passthrough().default({}),
    })
    .passthrough(),
});

function isSame(existing: Application, given: NewObject): boolean {
  const metadataOf = ({ metadata }: { metadata: NewObject['metadata'] }) => [
    metadata.labels ?? {},
    metadata.annotations ?? {},
    metadata.finalizers ?? [],
  ];
  return (
    isDeepStrictEqual(existing.spec, given.spec) &&
    isDeepStrictEqual(
      metadataOf(existing as unknown as NewObject),
      metadataOf(given),
    )
  );
}

export function applicationRoutes(
  context: ApiContext,
  now: () => Date,
): ApiRoute[] {
  const { applications, cluster, namespace } = context;
  const keyOf = (name: string) => ({
    apiVersion: ARGO_API,
    kind: 'Application',
    namespace,
    name,
  });
  // Who names no project is not told whether there is such an Application.
  const find = (name: string, query: URLSearchParams) => {
    const found = applications.get(name);
    if (!found) {
      throw query.has('project')
        ? missing('applications', name)
        : new ApiError(permissionDenied, 'permission denied');
    }
    return found;
  };
  const read = (body: unknown): NewObject => {
    const { metadata, spec } = applicationSchema.parse(body ?? {});
    return {
      apiVersion: ARGO_API,
      kind: 'Application',
      metadata: { ...metadata, namespace },
      spec,
    };
  };
  const check = (
    given: NewObject,
    { query, signal }: { query: URLSearchParams; signal: AbortSignal },
  ) =>
    validateApplication(context, given as unknown as Application, {
      isRendered: query.get('validate') !== 'false',
      signal,
    });
  const replace = (existing: Application, given: NewObject) =>
    cluster.update({
      ...existing,
      metadata: { ...existing.metadata, ...given.metadata },
      spec: given.spec,
    } as Parameters<typeof cluster.update>[0]);

  return [
    {
      method: 'GET',
      path: /^\/v1\/applications$/,
      answer({ query }) {
        const labelSelector = query.get('selector') ?? undefined;
        const projects = query.getAll('projects');
        return listOf(
          cluster
            .list(ARGO_API, 'Application', { namespace, labelSelector })
            .filter(
              ({ spec }) =>
                projects.length === 0 || projects.includes(spec.project),
            ),
        );
      },
    },
    {
      method: 'POST',
      path: /^\/v1\/applications$/,
      async answer({ body, query, signal }) {
        const given = read(body);
        await check(given, { query, signal });
        const existing = applications.get(given.metadata.name);
        if (!existing) {
          return cluster.create(given);
        }
        if (isSame(existing, given)) {
          return existing;
        }
        if (query.get('upsert') === 'true') {
          return replace(existing, given);
        }
        throw new ApiError(
          invalidArgument,
          'existing application spec is different, use upsert flag to force update',
        );
      },
    },
    {
      method: 'GET',
      path: /^\/v1\/applications\/([^/]+)$/,
      answer({ params: [name], query }) {
        const refresh = query.get('refresh');
        find(name, query);
        if (refresh) {
          applications.requestRefresh(
            name,
            refresh === 'hard' ? 'hard' : 'normal',
          );
        }
        return find(name, query);
      },
    },
    {
      method: 'PUT',
      path: /^\/v1\/applications\/([^/]+)$/,
      async answer({ params: [name], body, query, signal }) {
        const existing = find(name, query);
        const given = read(body);
        await check(given, { query, signal });
        return replace(existing, given);
      },
    },
    {
      method: 'DELETE',
      path: /^\/v1\/applications\/([^/]+)$/,
      answer({ params: [name], query }) {
        const { metadata } = find(name, query);
        const others = (metadata.finalizers ?? []).filter(
          finalizer => !CASCADE_FINALIZERS.includes(finalizer),
        );
        applications.setFinalizers(
          name,
          query.get('cascade') === 'false'
            ? others
            : [...others, CASCADE_FINALIZERS[0]],
        );
        cluster.delete(keyOf(name));
        return {};
      },
    },
    syncRoute(context, find, now),
    {
      method: 'DELETE',
      path: /^\/v1\/applications\/([^/]+)\/operation$/,
      answer({ params: [name], query }) {
        const { operation, status } = find(name, query);
        if (!operation || !status?.operationState) {
          throw new ApiError(
            invalidArgument,
            'Unable to terminate operation. No operation is in progress',
          );
        }
        applications.setOperationState(name, {
          ...status.operationState,
          phase: 'Terminating',
        });
        return {};
      },
    },
  ];
}

const syncSchema = z.object({
  revision: z.string().nullish(),
  dryRun: z.boolean().nullish(),
  prune: z.boolean().nullish(),
  strategy: z
    .object({
      hook: z.object({ force: z.boolean().optional() }).nullish(),
      apply: z.object({ force: z.boolean().optional() }).nullish(),
    })
    .nullish(),
  resources: z
    .array(
      z.object({
        group: z.string().optional(),
        kind: z.string(),
        name: z.string(),
        namespace: z.string().optional(),
      }),
    )
    .nullish(),
  syncOptions: z.object({ items: z.array(z.string()) }).nullish(),
});

function syncRoute(
  context: ApiContext,
  find: (name: string, query: URLSearchParams) => Application,
  now: () => Date,
): ApiRoute {
  return {
    method: 'POST',
    path: /^\/v1\/applications\/([^/]+)\/sync$/,
    answer({ params: [name], body, query }) {
      const application = find(name, query);
      const wanted = syncSchema.parse(body ?? {});
      const project = context.project(application.spec.project);
      if (
        project &&
        !canSync(project, application, { now: now(), isManual: true })
      ) {
        throw new ApiError(
          permissionDenied,
          'cannot sync: blocked by sync window',
        );
      }
      const { syncPolicy } = application.spec;
      const { hook, apply } = wanted.strategy ?? {};
      const syncOptions =
        wanted.syncOptions?.items ?? syncPolicy?.syncOptions ?? undefined;
      const isTaken = context.applications.requestOperation(name, {
        initiatedBy: { username: 'admin' },
        retry: syncPolicy?.retry,
        sync: {
          ...(wanted.revision ? { revision: wanted.revision } : {}),
          ...(wanted.prune ? { prune: true } : {}),
          ...(wanted.dryRun ? { dryRun: true } : {}),
          ...(wanted.resources ? { resources: wanted.resources } : {}),
          ...(syncOptions ? { syncOptions } : {}),
          syncStrategy: apply ? { apply } : { hook: hook ?? {} },
        },
      });
      if (!isTaken) {
        throw new ApiError(
          failedPrecondition,
          'another operation is already in progress',
        );
      }
      return find(name, query);
    },
  };
}
