import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { overlayContract } from './overlayContract.ts';
import type { ContractDocument } from './overlayContract.ts';

/** A description of an API as others wrote it; undefined where it is not beside the project. */
export function readContract(name: string): ContractDocument | undefined {
  const file = fileURLToPath(
    new URL(`../../../../../../shared/contracts/${name}`, import.meta.url),
  );
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/** GitLab's description of its API, mended; undefined where it is not beside the project. */
export function loadContract(): ContractDocument | undefined {
  const document = readContract('gitlab/gitlab-openapi-subset.json');
  return document && overlayContract(document);
}
