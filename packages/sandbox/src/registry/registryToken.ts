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
export const tokenIssuer = 'gitlab-issuer';
export const tokenLifetimeSeconds = 300;

/** Signs what a JSON Web Token holds before its signature. */
export interface TokenSigner {
  header: Record<string, string>;
  sign(text: string): string;
}

/** HS256: the registry that reads it is the one that wrote it. */
export function createSecretSigner(secret: string): TokenSigner {
  return {
    header: { alg: 'HS256', typ: 'JWT' },
    sign: text => signature(text, secret),
  };
}

export function signRegistryToken(
  access: RegistryAccess[],
  options: { signer: TokenSigner; now: Date; subject: string },
): string {
  const { signer } = options;
  const issuedAt = Math.floor(options.now.getTime() / 1000);
  const parts = [
    signer.header,
    {
      iss: tokenIssuer,
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
  return `${signed}.${signer.sign(signed)}`;
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
