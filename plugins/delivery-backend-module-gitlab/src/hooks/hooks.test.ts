import { mockServices } from '@backstage/backend-test-utils';
import { createHookValidator } from './createHookValidator';
import { readHook } from './readHook';

const secret = 'canary-webhook-secret';

describe('createHookValidator', () => {
  async function validate(
    headers: Record<string, string | string[]>,
    logger = mockServices.logger.mock(),
    known: string | undefined = secret,
  ) {
    const reject = jest.fn();
    await createHookValidator({ secret: known, logger })(
      { body: {}, headers, raw: { body: Buffer.from(''), encoding: 'utf8' } },
      { reject },
    );
    return reject.mock.calls;
  }

  it('lets in what carries the secret', async () => {
    expect(await validate({ 'x-gitlab-token': secret })).toEqual([]);
  });

  it.each<[string, Record<string, string | string[]>]>([
    ['no token', {}],
    ['another token', { 'x-gitlab-token': 'wrong' }],
    [
      'another token of the same length',
      { 'x-gitlab-token': 'canary-webhook-secreT' },
    ],
    ['several tokens', { 'x-gitlab-token': [secret, secret] }],
  ])('refuses %s, without telling the secret', async (_, headers) => {
    const calls = await validate(headers);
    expect(calls).toEqual([[expect.objectContaining({ status: 403 })]]);
    expect(JSON.stringify(calls)).not.toContain(secret);
  });

  it('refuses everything without a secret, and says so once', async () => {
    const logger = mockServices.logger.mock();
    const validator = createHookValidator({ secret: undefined, logger });
    const reject = jest.fn();
    const request = {
      body: {},
      headers: { 'x-gitlab-token': '' },
      raw: { body: Buffer.from(''), encoding: 'utf8' as const },
    };
    await validator(request, { reject });
    await validator(request, { reject });
    expect(reject).toHaveBeenCalledTimes(2);
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });
});

describe('readHook', () => {
  const instances = [
    { host: 'git.example.com', baseUrl: 'https://git.example.com' },
    { host: 'example.com', baseUrl: 'https://example.com/gitlab' },
  ];

  it.each<[string, unknown, object | undefined]>([
    [
      'a pipeline',
      {
        object_kind: 'pipeline',
        project: {
          id: 7,
          path_with_namespace: 'acme/payments',
          web_url: 'https://git.example.com/acme/payments',
        },
      },
      {
        host: 'git.example.com',
        projects: ['acme/payments', '7'],
        pushed: false,
      },
    ],
    [
      'a job of an older GitLab',
      {
        object_kind: 'build',
        project_id: 7,
        repository: { homepage: 'https://example.com/gitlab/acme/payments' },
      },
      { host: 'example.com', projects: ['acme/payments', '7'], pushed: false },
    ],
    [
      'a push',
      {
        object_kind: 'push',
        project: { web_url: 'https://git.example.com/acme/payments' },
      },
      { host: 'git.example.com', projects: ['acme/payments'], pushed: true },
    ],
    ['an issue', { object_kind: 'issue' }, undefined],
    [
      'a GitLab that is not of the config',
      {
        object_kind: 'push',
        project: { web_url: 'https://git.example.com.evil.example/acme/x' },
      },
      undefined,
    ],
    ['no object', 'text', undefined],
  ])('reads %s', (_, payload, expected) => {
    expect(readHook(payload, instances)).toEqual(expected);
  });
});
