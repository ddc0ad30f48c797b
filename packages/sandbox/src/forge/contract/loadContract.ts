import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { overlayContract } from './overlayContract.ts';
import type { ContractDocument } from './overlayContract.ts';

const file = fileURLToPath(
  new URL(
    '../../../../../../shared/contracts/gitlab/gitlab-openapi-subset.json',
    import.meta.url,
  ),
);

/** GitLab's description of its API, mended; undefined where it is not beside the project. */
export function loadContract(): ContractDocument | undefined {
  return existsSync(file)
    ? overlayContract(JSON.parse(readFileSync(file, 'utf8')))
    : undefined;
}
