import { createHmac } from 'node:crypto';
import { mockServices } from '@backstage/backend-test-utils';
import { createHookValidator } from './createHookValidator';
import { readHook } from './readHook';

const secret = 'canary-webhook-secret';
const body = Buffer.from('{"zen": "Keep it logically awesome.",  "ä": 1}');

function sign(content: Buffer, key = secret): string {
  return `sha256=${createHmac('sha256', key).update(content).digest('hex')}`;
}

describe('createHookValidator', () => {
  async function validate(headers: Record<string, string | string[]>) {
    const reject = jest.fn();
    const logger = mockServices.logger.mock();
    await createHookValidator({ secret, logger })(
      { body: {}, headers, raw: { body, encoding: 'utf8' } },
      { reject },
    );
    return reject.mock.calls;
  }

  it('lets in what is signed, as the bytes came', async () => {
    expect(await validate({ 'x-hub-signature-256': sign(body) })).toEqual([]);
  });

  it('takes the signature of the example in the documentation of GitHub', async () => {
    const reject = jest.fn();
    await createHookValidator({
      secret: "It's a Secret to Everybody",
      logger: mockServices.logger.mock(),
    })(
      {
        body: {},
        headers: {
          'x-hub-signature-256':
            'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
        },
        raw: { body: Buffer.from('Hello, World!'), encoding: 'utf8' },
      },
      { reject },
    );
    expect(reject).not.toHaveBeenCalled();
  });

  it.each<[string, Record<string, string | string[]>]>([
    ['no signature', {}],
    [
      'a signature with another secret',
      { 'x-hub-signature-256': sign(body, 'another') },
    ],
    [
      'the signature of another body',
      { 'x-hub-signature-256': sign(Buffer.from('{}')) },
    ],
    ['the older signature', { 'x-hub-signature': sign(body) }],
    [
      'the secret itself, as GitLab sends it',
      { 'x-gitlab-token': secret, 'x-hub-signature-256': secret },
    ],
    ['several signatures', { 'x-hub-signature-256': [sign(body), sign(body)] }],
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
      headers: { 'x-hub-signature-256': sign(body, '') },
      raw: { body, encoding: 'utf8' as const },
    };
    await validator(request, { reject });
    await validator(request, { reject });
    expect(reject).toHaveBeenCalledTimes(2);
    expect(logger.warn).toHaveBeenCalledTimes(1);
  });
});

describe('readHook', () => {
  const hosts = ['github.com', 'ghe.example.com', 'localhost:8929'];
  const repository = (page: string) => ({
    repository: { id: 7, full_name: 'acme/payments', html_url: page },
  });

  it.each<[string, string | undefined, unknown, object | undefined]>([
    [
      'a run',
      'workflow_run',
      repository('https://github.com/acme/payments'),
      { host: 'github.com', project: 'acme/payments', pushed: false },
    ],
    [
      'a job',
      'workflow_job',
      repository('https://ghe.example.com/acme/payments'),
      { host: 'ghe.example.com', project: 'acme/payments', pushed: false },
    ],
    [
      'a push',
      'push',
      repository('http://localhost:8929/acme/payments'),
      { host: 'localhost:8929', project: 'acme/payments', pushed: true },
    ],
    [
      'an issue',
      'issues',
      repository('https://github.com/acme/payments'),
      undefined,
    ],
    [
      'a delivery without its kind',
      undefined,
      repository('https://github.com/acme/payments'),
      undefined,
    ],
    [
      'a GitHub that is not of the config',
      'push',
      repository('https://github.com.evil.example/acme/payments'),
      undefined,
    ],
    ['the ping of an organisation', 'ping', { zen: '…' }, undefined],
    ['no object', 'push', 'text', undefined],
  ])('reads %s', (_, event, payload, expected) => {
    expect(readHook(event, payload, hosts)).toEqual(expected);
  });
});
