/** Undefined for what is no Base64; line breaks are fine. */
export function decodeBase64(text: string): Buffer | undefined {
  const plain = text.replace(/\s+/g, '');
  return /^[A-Za-z0-9+/_-]*={0,2}$/.test(plain) && plain.length % 4 !== 1
    ? Buffer.from(plain, 'base64')
    : undefined;
}
