import type { ForgeContext } from '../ForgeContext.ts';
import { accessLevels } from '../records/accessLevels.ts';
import type { ProtectedBranchRecord } from '../records/records.ts';
import { matchesPattern } from './matchesPattern.ts';

/** The rules that fit a branch: its own and those of patterns. */
export function protectionsOf(
  context: ForgeContext,
  project: { id: number },
  branch: string,
): ProtectedBranchRecord[] {
  return context.records.protectedBranches.filter(
    rule => rule.projectId === project.id && matchesPattern(rule.name, branch),
  );
}

/** Whether protected variables are given to what runs on a ref (`main` or `refs/heads/main`). */
export function isProtectedRef(
  context: ForgeContext,
  project: { id: number },
  ref: string,
): boolean {
  if (ref.startsWith('refs/tags/')) {
    return false;
  }
  const branch = ref.replace(/^refs\/heads\//, '');
  return protectionsOf(context, project, branch).length > 0;
}

/** Whether one of the rules lets a level through; `0` in a rule is for nobody. */
export function allows(
  rules: ProtectedBranchRecord[],
  kind: 'push' | 'merge',
  level: number,
): boolean {
  return rules
    .flatMap(rule => rule[kind])
    .some(({ accessLevel }) => accessLevel > 0 && level >= accessLevel);
}

/** GitLab's "fully protected" for a default branch, as it first appears. */
export function protectDefaultBranch(
  context: ForgeContext,
  project: { id: number },
  branch: string,
): void {
  const { protectedBranches } = context.records;
  if (protectionsOf(context, project, branch).length > 0) {
    return;
  }
  const id = protectedBranches.nextId();
  protectedBranches.put({
    id,
    projectId: project.id,
    name: branch,
    push: [{ id, accessLevel: accessLevels.maintainer }],
    merge: [{ id, accessLevel: accessLevels.maintainer }],
    unprotect: [],
    allowForcePush: false,
    codeOwnerApprovalRequired: false,
  });
}
