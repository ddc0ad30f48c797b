import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { digestOf } from '../digests.ts';

/** A repository that nobody has used. */
export const fresh = () => `acme/app-${randomBytes(4).toString('hex')}`;

async function errorOf(response: Response) {
  const body = (await response.json()) as {
    errors: Array<{ code: string; message: string; detail?: unknown }>;
  };
  assert.equal(body.errors.length, 1);
  return body.errors[0];
}

/** The answer is this one error of the distribution specification. */
export async function expectError(
  response: Response,
  status: number,
  expected: { code: string; message?: string; detail?: unknown },
): Promise<void> {
  const error = await errorOf(response);
  assert.deepEqual(
    { status: response.status, code: error.code },
    { status, code: expected.code },
  );
  if (expected.message !== undefined) {
    assert.equal(error.message, expected.message);
  }
  if (expected.detail !== undefined) {
    assert.deepEqual(error.detail, expected.detail);
  }
}

/** The digest of what nobody has pushed. */
export const nothing = digestOf(Buffer.from('nobody has pushed this'));
