import type { ContractCall } from '../ContractCall.ts';

/** What each case is about, and the requests that show it. */
export type ContractCases = Record<
  string,
  (contract: ContractCall) => Promise<void>
>;
