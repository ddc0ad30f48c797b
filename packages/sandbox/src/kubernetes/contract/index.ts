import { accessCases } from './accessCases.ts';
import type { ContractCase } from './ContractClient.ts';
import { kindCases } from './kindCases.ts';
import { lifeCycleCases } from './lifeCycleCases.ts';
import { listVersionCases } from './listVersionCases.ts';
import { objectCases } from './objectCases.ts';
import { patchCases } from './patchCases.ts';
import { readCases } from './readCases.ts';
import { watchCases } from './watchCases.ts';

export type {
  ContractCase,
  ContractClient,
  ContractResponse,
} from './ContractClient.ts';

/** What holds for the real API server and for the twin alike. */
export const kubernetesContract: readonly ContractCase[] = [
  ...objectCases,
  ...patchCases,
  ...kindCases,
  ...lifeCycleCases,
  ...readCases,
  ...listVersionCases,
  ...watchCases,
  ...accessCases,
];
