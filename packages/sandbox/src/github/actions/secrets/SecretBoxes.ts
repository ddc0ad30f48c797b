import { createHash } from 'node:crypto';
import sodium from 'libsodium-wrappers';
import type {
  ActionsRecords,
  SecretKeyRecord,
} from '../records/actionsRecords.ts';

export interface SecretOwner {
  projectId: number;
  /** Null for the repository itself. */
  environment: string | null;
}

/** Each repository and environment has a pair of keys: secrets come sealed with the public one. */
export class SecretBoxes {
  readonly #records: ActionsRecords;

  constructor(records: ActionsRecords) {
    this.#records = records;
  }

  async publicKey(owner: SecretOwner): Promise<{ keyId: string; key: string }> {
    const pair = await this.#pair(owner);
    return { keyId: pair.keyId, key: pair.publicKey };
  }

  /** What was sealed; undefined when it was for another key, or for none. */
  async open(
    owner: SecretOwner,
    keyId: string,
    sealed: string,
  ): Promise<string | undefined> {
    const pair = await this.#pair(owner);
    if (pair.keyId !== keyId) {
      return undefined;
    }
    try {
      return sodium.to_string(
        sodium.crypto_box_seal_open(
          Buffer.from(sealed, 'base64'),
          Buffer.from(pair.publicKey, 'base64'),
          Buffer.from(pair.privateKey, 'base64'),
        ),
      );
    } catch {
      // The library throws for what is no box, or one that another key opens.
      return undefined;
    }
  }

  async #pair({
    projectId,
    environment,
  }: SecretOwner): Promise<SecretKeyRecord> {
    await sodium.ready;
    const known = this.#records.secretKeys.find(
      one => one.projectId === projectId && one.environment === environment,
    );
    if (known) {
      return known;
    }
    const pair = sodium.crypto_box_keypair();
    const publicKey = Buffer.from(pair.publicKey).toString('base64');
    const keyId = createHash('sha256').update(publicKey).digest();
    return this.#records.secretKeys.put({
      id: this.#records.secretKeys.nextId(),
      projectId,
      environment,
      // GitHub's ids of keys are long numbers.
      keyId: keyId.readBigUInt64BE().toString(),
      publicKey,
      privateKey: Buffer.from(pair.privateKey).toString('base64'),
    });
  }
}
