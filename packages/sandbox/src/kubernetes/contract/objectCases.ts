import assert from 'node:assert/strict';
import type { ContractCase } from './ContractClient.ts';
import {
  configMap,
  expectFailure,
  expectStatus,
  inNamespace,
  mergePatch,
} from './helpers.ts';

/** Create, read, update, delete. */
export const objectCases: ContractCase[] = [
  {
    name: 'a created object has a uid, a resourceVersion and a time in whole seconds',
    run: client =>
      inNamespace(client, async namespace => {
        const { body } = expectStatus(
          await client.request(
            'POST',
            `/api/v1/namespaces/${namespace}/configmaps`,
            { body: configMap('a', { key: 'value' }) },
          ),
          201,
        );
        assert.match(body.metadata.uid, /^[0-9a-f-]{36}$/);
        assert.match(body.metadata.resourceVersion, /^\d+$/);
        assert.match(
          body.metadata.creationTimestamp,
          /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/,
        );
        assert.equal(body.metadata.namespace, namespace);
      }),
  },
  {
    name: 'a second object of the same name is refused with AlreadyExists',
    run: client =>
      inNamespace(client, async namespace => {
        const path = `/api/v1/namespaces/${namespace}/configmaps`;
        await client.request('POST', path, { body: configMap('a') });
        expectFailure(
          await client.request('POST', path, { body: configMap('a') }),
          {
            code: 409,
            reason: 'AlreadyExists',
            message: 'configmaps "a" already exists',
          },
        );
      }),
  },
  {
    name: 'an object that is not there is NotFound, by plural and group',
    run: client =>
      inNamespace(client, async namespace => {
        expectFailure(
          await client.request(
            'GET',
            `/apis/apps/v1/namespaces/${namespace}/deployments/none`,
          ),
          {
            code: 404,
            reason: 'NotFound',
            message: 'deployments.apps "none" not found',
          },
        );
      }),
  },
  {
    name: 'nothing is created in a namespace that is not there',
    run: async client => {
      expectFailure(
        await client.request(
          'POST',
          '/api/v1/namespaces/contract-none/configmaps',
          { body: configMap('a') },
        ),
        {
          code: 404,
          reason: 'NotFound',
          message: 'namespaces "contract-none" not found',
        },
      );
    },
  },
  {
    name: 'a name that is no DNS subdomain is Invalid, with the field among the causes',
    run: client =>
      inNamespace(client, async namespace => {
        const response = await client.request(
          'POST',
          `/api/v1/namespaces/${namespace}/configmaps`,
          { body: configMap('Not_A_Name') },
        );
        expectFailure(response, { code: 422, reason: 'Invalid' });
        assert.equal(response.body.details.causes[0].field, 'metadata.name');
        assert.equal(
          response.body.details.causes[0].reason,
          'FieldValueInvalid',
        );
      }),
  },
  {
    name: 'generateName ends in five random characters',
    run: client =>
      inNamespace(client, async namespace => {
        const { body } = expectStatus(
          await client.request(
            'POST',
            `/api/v1/namespaces/${namespace}/configmaps`,
            {
              body: {
                apiVersion: 'v1',
                kind: 'ConfigMap',
                metadata: { generateName: 'made-' },
              },
            },
          ),
          201,
        );
        assert.match(body.metadata.name, /^made-[a-z0-9]{5}$/);
      }),
  },
  {
    name: 'a dry run answers as if, and stores nothing',
    run: client =>
      inNamespace(client, async namespace => {
        const path = `/api/v1/namespaces/${namespace}/configmaps`;
        expectStatus(
          await client.request('POST', `${path}?dryRun=All`, {
            body: configMap('a'),
          }),
          201,
        );
        expectStatus(await client.request('GET', `${path}/a`), 404);
      }),
  },
  {
    name: 'an update of an older version is a Conflict',
    run: client =>
      inNamespace(client, async namespace => {
        const path = `/api/v1/namespaces/${namespace}/configmaps`;
        const { body } = await client.request('POST', path, {
          body: configMap('a', { key: '1' }),
        });
        expectStatus(
          await client.request('PUT', `${path}/a`, {
            body: { ...body, data: { key: '2' } },
          }),
          200,
        );
        expectFailure(
          await client.request('PUT', `${path}/a`, {
            body: { ...body, data: { key: '3' } },
          }),
          {
            code: 409,
            reason: 'Conflict',
            message:
              'Operation cannot be fulfilled on configmaps "a": the object has been modified; please apply your changes to the latest version and try again',
          },
        );
      }),
  },
  {
    name: 'a write that changes nothing keeps the resourceVersion',
    run: client =>
      inNamespace(client, async namespace => {
        const path = `/api/v1/namespaces/${namespace}/configmaps`;
        const { body } = await client.request('POST', path, {
          body: configMap('a', { key: '1' }),
        });
        const again = expectStatus(
          await client.request('PATCH', `${path}/a`, {
            headers: mergePatch,
            body: { data: { key: '1' } },
          }),
          200,
        );
        assert.equal(
          again.body.metadata.resourceVersion,
          body.metadata.resourceVersion,
        );
      }),
  },
  {
    name: 'the name on the path and the name in the body are the same',
    run: client =>
      inNamespace(client, async namespace => {
        const path = `/api/v1/namespaces/${namespace}/configmaps`;
        await client.request('POST', path, { body: configMap('a') });
        expectFailure(
          await client.request('PUT', `${path}/a`, { body: configMap('b') }),
          {
            code: 400,
            reason: 'BadRequest',
            message:
              'the name of the object (b) does not match the name on the URL (a)',
          },
        );
      }),
  },
  {
    name: 'deleting a secret answers with a Status that names it',
    run: client =>
      inNamespace(client, async namespace => {
        const path = `/api/v1/namespaces/${namespace}/secrets`;
        const { body } = await client.request('POST', path, {
          body: { apiVersion: 'v1', kind: 'Secret', metadata: { name: 's' } },
        });
        const deleted = expectStatus(
          await client.request('DELETE', `${path}/s`),
          200,
        );
        assert.equal(deleted.body.kind, 'Status');
        assert.equal(deleted.body.status, 'Success');
        assert.deepEqual(deleted.body.details, {
          name: 's',
          kind: 'secrets',
          uid: body.metadata.uid,
        });
      }),
  },
  {
    name: 'a deletion for another uid is a Conflict',
    run: client =>
      inNamespace(client, async namespace => {
        const path = `/api/v1/namespaces/${namespace}/configmaps`;
        await client.request('POST', path, { body: configMap('a') });
        expectFailure(
          await client.request('DELETE', `${path}/a`, {
            body: {
              kind: 'DeleteOptions',
              apiVersion: 'v1',
              preconditions: { uid: '00000000-0000-4000-8000-000000000000' },
            },
          }),
          {
            code: 409,
            reason: 'Conflict',
            message:
              /^Operation cannot be fulfilled on ConfigMap "a": the UID in the precondition \(0{8}-.*\) does not match the UID in record \(.*\)\. The object might have been deleted and then recreated$/,
          },
        );
      }),
  },
  {
    name: 'a token that nobody has is Unauthorized',
    run: async client => {
      expectFailure(
        await client.request('GET', '/api/v1/namespaces', {
          headers: { authorization: 'Bearer nobody-has-this' },
        }),
        { code: 401, reason: 'Unauthorized', message: 'Unauthorized' },
      );
    },
  },
  {
    name: 'a resource that is not served is NotFound',
    run: async client => {
      expectStatus(await client.request('GET', '/api/v1/nothings'), 404);
    },
  },
];
