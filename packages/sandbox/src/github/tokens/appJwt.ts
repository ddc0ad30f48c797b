import { createVerify } from 'node:crypto';
import { z } from 'zod';
import type { GithubPrincipal } from '../api/GithubPrincipal.ts';
import { githubErrors } from '../errors/githubErrors.ts';
import type { GithubAppRecord } from '../records/githubRecords.ts';

const claimsSchema = z.object({
  iat: z.number(),
  exp: z.number(),
  iss: z.union([z.string(), z.number()]),
});

/** How long a JWT of an App may be good for, and how far clocks may be apart. */
const longest = 600;
const drift = 60;

export function looksLikeJwt(secret: string): boolean {
  return /^eyJ[\w-]*\.[\w-]+\.[\w-]+$/.test(secret);
}

function refuse(message: string) {
  return githubErrors.refused(401, message);
}

function decode(part: string): unknown {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
}

/** The App that has signed a JWT (RS256, by its number or client id); throws GitHub's 401. */
export function identifyApp(
  jwt: string,
  apps: GithubAppRecord[],
  now: Date,
): GithubPrincipal {
  const [head, body, signature] = jwt.split('.');
  let claims: z.infer<typeof claimsSchema>;
  try {
    claims = claimsSchema.parse(decode(body));
  } catch {
    throw refuse('A JSON web token could not be decoded');
  }
  const issuer = String(claims.iss);
  const app = apps.find(
    each => String(each.id) === issuer || each.clientId === issuer,
  );
  if (!app) {
    throw refuse(
      "'Issuer' claim ('iss') must be a string or an Integer of an existing GitHub App",
    );
  }
  const isSigned = createVerify('RSA-SHA256')
    .update(`${head}.${body}`)
    .verify(app.publicKey, signature, 'base64url');
  if (!isSigned) {
    throw refuse('A JSON web token could not be decoded');
  }
  const seconds = Math.floor(now.getTime() / 1000);
  if (claims.exp <= seconds) {
    throw refuse(
      "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires",
    );
  }
  if (claims.exp > seconds + longest + drift) {
    throw refuse("'Expiration time' claim ('exp') is too far in the future");
  }
  if (claims.iat > seconds + drift) {
    throw refuse(
      "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued",
    );
  }
  return { kind: 'app', appId: app.id };
}
