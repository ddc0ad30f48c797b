import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';

export interface RegistryAccess {
  type: 'repository';
  name: string;
  actions: string[];
}

const claimsSchema = z.object({
  exp: z.number(),
  nbf: z.number(),
  access: z.array(
    z.object({
      type: z.literal('repository'),
      name: z.string(),
      actions: z.array(z.string()),
    }),
  ),
});

export const registryService = 'container_registry';
export const tokenLifetimeSeconds = 300;

/** A JSON Web Token, HS256: the registry that reads it is the one that wrote it. */
export function signRegistryToken(
  access: RegistryAccess[],
  options: { secret: string; now: Date; subject: string },
): string {
  const issuedAt = Math.floor(options.now.getTime() / 1000);
  const parts = [
    { alg: 'HS256', typ: 'JWT' },
    {
      iss: 'gitlab-issuer',
      aud: registryService,
      sub: options.subject,
      iat: issuedAt,
      // Clients that ask again in the same second must not find a token of the future.
      nbf: issuedAt - 5,
      exp: issuedAt + tokenLifetimeSeconds,
      access,
    },
  ].map(part => Buffer.from(JSON.stringify(part)).toString('base64url'));
  const signed = parts.join('.');
  return `${signed}.${signature(signed, options.secret)}`;
}

/** What a token allows; undefined when it is forged, malformed or expired. */
export function readRegistryToken(
  token: string,
  options: { secret: string; now: Date },
): RegistryAccess[] | undefined {
  const match = /^([\w-]+\.([\w-]+))\.([\w-]+)$/.exec(token);
  if (!match) {
    return undefined;
  }
  const [, signed, payload, given] = match;
  const expected = Buffer.from(signature(signed, options.secret));
  const actual = Buffer.from(given);
  if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) {
    return undefined;
  }
  const claims = claimsSchema.safeParse(
    JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')),
  );
  const seconds = options.now.getTime() / 1000;
  if (
    !claims.success ||
    seconds >= claims.data.exp ||
    seconds < claims.data.nbf
  ) {
    return undefined;
  }
  return claims.data.access;
}

function signature(text: string, secret: string): string {
  return createHmac('sha256', secret).update(text).digest('base64url');
}
