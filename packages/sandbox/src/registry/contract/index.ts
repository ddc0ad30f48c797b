import { blobCases } from './blobCases.ts';
import { challengeCases } from './challengeCases.ts';
import { manifestCases, tagCases } from './manifestCases.ts';
import type { RegistryCase } from './RegistryCase.ts';

export type { RegistryCase } from './RegistryCase.ts';
export { RegistryClient } from './RegistryClient.ts';

/** What holds for the registry of the distribution project and for the sandbox's alike. */
export const registryContract: readonly RegistryCase[] = [
  ...challengeCases,
  ...manifestCases,
  ...tagCases,
  ...blobCases,
];
