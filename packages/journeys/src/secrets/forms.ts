/**
 * The forms in which a secret could be written down: as it is, in base64 at each of the three
 * offsets in which its bytes can stand there, in hexadecimal, and percent-encoded.
 */
export function secretForms(secret: string): string[] {
  const base64 = [0, 1, 2].map(offset => {
    const text = Buffer.concat([
      Buffer.alloc(offset),
      Buffer.from(secret),
    ]).toString('base64');
    // The first and last characters depend on what stands around the secret.
    const start = offset === 0 ? 0 : offset === 1 ? 2 : 3;
    return text.slice(start).replace(/=+$/, '').slice(0, -1);
  });
  return [
    secret,
    ...base64,
    Buffer.from(secret).toString('hex'),
    encodeURIComponent(secret),
  ].filter((form, index, all) => all.indexOf(form) === index);
}
