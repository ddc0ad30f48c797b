import { z } from 'zod';
import type { GithubRequest, GithubRoute } from '../../api/GithubRoute.ts';
import { seconds } from '../../present/presentRepository.ts';
import { readGithubParams } from '../../router/readGithubParams.ts';
import type { ActionsService } from '../engine/ActionsService.ts';
import type { SecretRecord } from '../records/actionsRecords.ts';
import type { SecretOwner } from '../secrets/SecretBoxes.ts';
import { administering, findEnvironment, repo } from './lookUp.ts';
import { nameProblem } from './nameProblem.ts';

const secretBody = z.object({
  encrypted_value: z
    .string()
    .regex(
      /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/,
      'it is not base64',
    ),
  key_id: z.string(),
});

/** GitHub's own limit. */
const largestSecret = 48 * 1024;

/** Secrets of a repository and of its environments: they go in sealed and never come out. */
export function secretRoutes(service: ActionsService): GithubRoute[] {
  return [
    ...routesAt(service, `${repo}/actions/secrets`, 'repository', request => ({
      projectId: request.repository.id,
      environment: null,
    })),
    ...routesAt(
      service,
      `${repo}/environments/{environment_name}/secrets`,
      'environment',
      request => ({
        projectId: request.repository.id,
        environment: findEnvironment(service, request).name,
      }),
    ),
  ];
}

function present(secret: SecretRecord) {
  return {
    name: secret.name,
    created_at: seconds(secret.createdAt),
    updated_at: seconds(secret.updatedAt),
  };
}

function routesAt(
  service: ActionsService,
  base: string,
  of: 'repository' | 'environment',
  ownerOf: (request: GithubRequest) => SecretOwner,
): GithubRoute[] {
  const { context, store, secrets: boxes } = service;
  const { secrets } = store.records;
  const permission = of === 'repository' ? 'secrets' : 'environments';
  const docs = (name: string) =>
    `actions/secrets#${name.replace(
      '{of}',
      `${of === 'repository' ? 'a' : 'an'}-${of}`,
    )}`;

  function listed(owner: SecretOwner): SecretRecord[] {
    return secrets
      .filter(
        one =>
          one.projectId === owner.projectId &&
          one.environment === owner.environment,
      )
      .sort((a, b) => a.name.localeCompare(b.name));
  }

  function find(request: GithubRequest): SecretRecord | undefined {
    const name = request.params.secret_name.toUpperCase();
    return listed(ownerOf(request)).find(one => one.name === name);
  }

  function need(request: GithubRequest): SecretRecord {
    const secret = find(request);
    if (!secret) {
      throw context.errors.notFound();
    }
    return secret;
  }

  return [
    {
      method: 'GET',
      path: base,
      docs: docs('list-{of}-secrets'),
      access: administering(permission, 'read'),
      handle: request =>
        context.paginate(request, listed(ownerOf(request)), {
          key: 'secrets',
          present,
        }),
    },
    {
      method: 'GET',
      path: `${base}/public-key`,
      docs: docs('get-{of}-public-key'),
      access: administering(permission, 'read'),
      async handle(request) {
        const { keyId, key } = await boxes.publicKey(ownerOf(request));
        return { status: 200, body: { key_id: keyId, key } };
      },
    },
    {
      method: 'GET',
      path: `${base}/{secret_name}`,
      docs: docs('get-{of}-secret'),
      access: administering(permission, 'read'),
      handle: request => ({ status: 200, body: present(need(request)) }),
    },
    {
      method: 'PUT',
      path: `${base}/{secret_name}`,
      docs: docs('create-or-update-{of}-secret'),
      access: administering(permission),
      async handle(request) {
        const owner = ownerOf(request);
        const body = readGithubParams(request.body, secretBody);
        const name = request.params.secret_name.toUpperCase();
        const problem = nameProblem('Secret', name);
        if (problem) {
          throw context.errors.unprocessable(problem);
        }
        const value = await boxes.open(
          owner,
          body.key_id,
          body.encrypted_value,
        );
        if (value === undefined) {
          throw context.errors.unprocessable(
            'Bad request - key_id does not match, or the value is not sealed with this key',
          );
        }
        if (Buffer.byteLength(value) > largestSecret) {
          throw context.errors.unprocessable(
            'Secret value is too large: the limit is 48 KB',
          );
        }
        const known = find(request);
        const now = store.now();
        secrets.put({
          id: known?.id ?? secrets.nextId(),
          ...owner,
          name,
          value,
          createdAt: known?.createdAt ?? now,
          updatedAt: now,
        });
        return known ? { status: 204 } : { status: 201, body: {} };
      },
    },
    {
      method: 'DELETE',
      path: `${base}/{secret_name}`,
      docs: docs('delete-{of}-secret'),
      access: administering(permission),
      handle(request) {
        secrets.delete(need(request).id);
        return { status: 204 };
      },
    },
  ];
}
