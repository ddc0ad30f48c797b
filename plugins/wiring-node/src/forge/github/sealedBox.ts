import sodium from 'libsodium-wrappers';

/** A value as only who holds the private half of a key can read it, in base64, as GitHub takes secrets. */
export async function sealedBox(
  value: string,
  publicKey: string,
): Promise<string> {
  await sodium.ready;
  const sealed = sodium.crypto_box_seal(
    new Uint8Array(Buffer.from(value, 'utf8')),
    new Uint8Array(Buffer.from(publicKey, 'base64')),
  );
  return Buffer.from(sealed).toString('base64');
}
