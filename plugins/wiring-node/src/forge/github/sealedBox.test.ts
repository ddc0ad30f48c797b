import sodium from 'libsodium-wrappers';
import { sealedBox } from './sealedBox';

it('only who holds the private half reads what was sealed, each time sealed anew', async () => {
  await sodium.ready;
  const { publicKey, privateKey } = sodium.crypto_box_keypair();
  const key = Buffer.from(publicKey).toString('base64');
  const [one, two] = [
    await sealedBox('größe', key),
    await sealedBox('größe', key),
  ];
  expect(one).not.toBe(two);
  const opened = sodium.crypto_box_seal_open(
    new Uint8Array(Buffer.from(one, 'base64')),
    publicKey,
    privateKey,
  );
  expect(Buffer.from(opened).toString('utf8')).toBe('größe');
});
