import { createSign } from 'node:crypto';

/** A JWT as an App signs it. */
export function signAppJwt(
  privateKey: string,
  issuer: string | number,
  times: { issuedAt?: number; expiresAt?: number } = {},
): string {
  const now = Math.floor(Date.now() / 1000);
  const signed = [
    { alg: 'RS256', typ: 'JWT' },
    {
      iat: times.issuedAt ?? now - 30,
      exp: times.expiresAt ?? now + 300,
      iss: issuer,
    },
  ]
    .map(part => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.');
  const signature = createSign('RSA-SHA256')
    .update(signed)
    .sign(privateKey, 'base64url');
  return `${signed}.${signature}`;
}
