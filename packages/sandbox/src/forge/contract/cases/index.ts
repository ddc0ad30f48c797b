import type { ContractCase } from '../ContractCase.ts';
import { credentialCases } from './credentialCases.ts';
import { environmentCases } from './environmentCases.ts';
import { mergeRequestCases } from './mergeRequestCases.ts';
import { pipelineCases } from './pipelineCases.ts';
import { projectCases } from './projectCases.ts';
import { protectionCases } from './protectionCases.ts';
import { refCases } from './refCases.ts';
import { repositoryCases } from './repositoryCases.ts';
import { runnerCases } from './runnerCases.ts';

/** A case for each operation; a new file of cases is added here. */
export const contractCases: ContractCase[] = [
  ...projectCases,
  ...repositoryCases,
  ...refCases,
  ...protectionCases,
  ...credentialCases,
  ...mergeRequestCases,
  ...pipelineCases,
  ...environmentCases,
  ...runnerCases,
];
