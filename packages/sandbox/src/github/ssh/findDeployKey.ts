import { timingSafeEqual } from 'node:crypto';
import ssh2 from 'ssh2';
import type { AuthContext } from 'ssh2';
import type { ForgeContext } from '../../forge/ForgeContext.ts';
import type { DeployKeyRecord } from '../../forge/records/records.ts';

function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/**
 * The deploy key that a client offers, when the client shows that it has its private half (or only
 * asks whether it would be good).
 */
export function findDeployKey(
  context: Pick<ForgeContext, 'records' | 'clock'>,
  attempt: AuthContext,
): DeployKeyRecord | undefined {
  if (attempt.method !== 'publickey' || attempt.username !== 'git') {
    return undefined;
  }
  const now = context.clock.now();
  for (const key of context.records.deployKeys.all()) {
    if (key.expiresAt !== null && Date.parse(key.expiresAt) <= +now) {
      continue;
    }
    const parsed = ssh2.utils.parseKey(key.key);
    if (
      parsed instanceof Error ||
      Array.isArray(parsed) ||
      parsed.type !== attempt.key.algo.replace(/^rsa-sha2-.*/, 'ssh-rsa') ||
      !isSame(parsed.getPublicSSH(), attempt.key.data)
    ) {
      continue;
    }
    if (!attempt.signature || !attempt.blob) {
      return key;
    }
    const isProven = parsed.verify(
      attempt.blob,
      attempt.signature,
      attempt.hashAlgo,
    );
    return isProven === true ? key : undefined;
  }
  return undefined;
}
