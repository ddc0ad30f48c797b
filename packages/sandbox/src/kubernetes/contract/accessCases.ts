import assert from 'node:assert/strict';
import { portalSubject } from '../../world/portalAccess.ts';
import type { ContractCase, ContractClient } from './ContractClient.ts';
import { inIt, refusals } from './refusals.ts';
import {
  applyPatch,
  expectFailure,
  expectStatus,
  inNamespace,
  mergePatch,
} from './helpers.ts';

type Restricted = Pick<ContractClient, 'request'>;

/** As a service account with the rights that the how-to on connecting a cluster gives to the portal. */
function asPortal(
  name: string,
  run: (context: {
    portal: Restricted;
    namespace: string;
    user: string;
  }) => Promise<void>,
): ContractCase {
  return {
    name,
    run: client =>
      inNamespace(client, async namespace => {
        const portal = await client.serviceAccount({
          namespace,
          name: 'portal',
          rules: portalSubject.rules,
        });
        const user = `system:serviceaccount:${namespace}:portal`;
        await run({ portal, namespace, user });
      }),
  };
}

const authorization = '/apis/authorization.k8s.io/v1';
const rollouts = '/apis/argoproj.io/v1alpha1/namespaces/$ns/rollouts';

function review(client: Restricted, spec: object) {
  return client.request('POST', `${authorization}/selfsubjectaccessreviews`, {
    body: {
      apiVersion: 'authorization.k8s.io/v1',
      kind: 'SelfSubjectAccessReview',
      spec,
    },
  });
}

const reviews: Array<[attributes: Record<string, string>, allowed: boolean]> = [
  [{ verb: 'patch', group: 'argoproj.io', resource: 'rollouts' }, true],
  [
    {
      verb: 'patch',
      group: 'argoproj.io',
      resource: 'rollouts',
      subresource: 'status',
    },
    true,
  ],
  [{ verb: 'delete', group: 'argoproj.io', resource: 'rollouts' }, false],
  [{ verb: 'create', group: '', resource: 'secrets' }, true],
  [{ verb: 'list', group: '', resource: 'serviceaccounts' }, false],
  [{ verb: 'get', group: '', resource: 'pods', subresource: 'log' }, false],
];

/** Who may do what, and how they are refused. */
export const accessCases: ContractCase[] = [
  ...refusals.map(
    ({ method, path, headers, body, group = '', where = inIt, ...told }) =>
      asPortal(
        `the portal may not ${told.verb} ${told.resource} ${where.replace(
          ' "$ns"',
          '',
        )}${told.what.includes('"') ? ', one of them' : ''}, and is told so`,
        async ({ portal, namespace, user }) => {
          const here = (text: string) => text.replaceAll('$ns', namespace);
          expectFailure(
            await portal.request(method, here(path), { headers, body }),
            {
              code: 403,
              reason: 'Forbidden',
              message: here(
                `${told.what} is forbidden: User "${user}" cannot ${told.verb} resource "${told.resource}" in API group "${group}" ${where}`,
              ),
            },
          );
        },
      ),
  ),
  ...reviews.map(([attributes, allowed]) =>
    asPortal(
      `a review says ${allowed ? 'yes' : 'no'} to the portal about ${
        attributes.verb
      } of ${[attributes.resource, attributes.subresource]
        .filter(Boolean)
        .join('/')}`,
      async ({ portal, namespace }) => {
        const { body } = expectStatus(
          await review(portal, {
            resourceAttributes: { ...attributes, namespace },
          }),
          201,
        );
        assert.equal(body.status.allowed, allowed);
        if (allowed) {
          assert.match(body.status.reason, /^RBAC: allowed by /);
        } else {
          assert.deepEqual(body.status, { allowed: false });
        }
      },
    ),
  ),
  asPortal(
    'a review is about a resource or a path, and not about nothing',
    async ({ portal }) => {
      expectFailure(await review(portal, {}), {
        code: 422,
        reason: 'Invalid',
        message:
          '.authorization.k8s.io "" is invalid: spec.resourceAttributes: Invalid value: null: exactly one of nonResourceAttributes or resourceAttributes must be specified',
      });
      for (const [path, allowed] of [
        ['/version', true],
        ['/metrics', false],
      ]) {
        const { body } = expectStatus(
          await review(portal, {
            nonResourceAttributes: { path, verb: 'get' },
          }),
          201,
        );
        assert.equal(body.status.allowed, allowed, String(path));
      }
    },
  ),
  asPortal(
    'a path that is no resource is forbidden by its name',
    async ({ portal, user }) => {
      expectStatus(await portal.request('GET', '/apis/apps/v1'), 200);
      // kubectl reads it before it applies anything.
      expectStatus(await portal.request('GET', '/openapi/v3'), 200);
      expectFailure(await portal.request('GET', '/metrics'), {
        code: 403,
        reason: 'Forbidden',
        message: `forbidden: User "${user}" cannot get path "/metrics"`,
      });
    },
  ),
  asPortal(
    'the rules of a namespace are told to who asks for a namespace',
    async ({ portal, namespace }) => {
      const ask = (spec: object) =>
        portal.request('POST', `${authorization}/selfsubjectrulesreviews`, {
          body: {
            apiVersion: 'authorization.k8s.io/v1',
            kind: 'SelfSubjectRulesReview',
            spec,
          },
        });
      const { body } = expectStatus(await ask({ namespace }), 201);
      const pods = body.status.resourceRules.find(({ resources }: any) =>
        resources.includes('pods'),
      );
      assert.deepEqual(pods.verbs, ['get', 'list', 'watch']);
      assert.equal(body.status.incomplete, false);
      expectFailure(await ask({}), {
        code: 400,
        reason: 'BadRequest',
        message: 'no namespace on request',
      });
    },
  ),
  asPortal(
    'a service account learns its own name and groups',
    async ({ portal, namespace, user }) => {
      const { body } = expectStatus(
        await portal.request(
          'POST',
          '/apis/authentication.k8s.io/v1/selfsubjectreviews',
          {
            body: {
              apiVersion: 'authentication.k8s.io/v1',
              kind: 'SelfSubjectReview',
            },
          },
        ),
        201,
      );
      assert.equal(body.status.userInfo.username, user);
      assert.deepEqual(body.status.userInfo.groups, [
        'system:serviceaccounts',
        `system:serviceaccounts:${namespace}`,
        'system:authenticated',
      ]);
    },
  ),
  asPortal(
    'what is allowed is done, and what is not there is NotFound and not Forbidden',
    async ({ portal, namespace }) => {
      const path = `/api/v1/namespaces/${namespace}/secrets`;
      expectStatus(
        await portal.request('PATCH', `${path}/s?fieldManager=portal`, {
          headers: applyPatch,
          body: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' } },
        }),
        201,
      );
      expectStatus(await portal.request('GET', `${path}/s`), 200);
      expectStatus(
        await portal.request(
          'PATCH',
          `${rollouts.replace('$ns', namespace)}/web`,
          { headers: mergePatch, body: {} },
        ),
        404,
      );
    },
  ),
  asPortal(
    'an apply in a namespace that is not there names the namespace',
    async ({ portal }) => {
      expectFailure(
        await portal.request(
          'PATCH',
          '/api/v1/namespaces/contract-none/secrets/s?fieldManager=portal',
          {
            headers: applyPatch,
            body: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' } },
          },
        ),
        {
          code: 404,
          reason: 'NotFound',
          message: 'namespaces "contract-none" not found',
        },
      );
    },
  ),
];
