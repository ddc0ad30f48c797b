/**
 * Who can mend what preflight has found.
 *
 * @public
 */
export type Mender =
  /** Who runs the portal: its config, and the tokens in it. */
  | 'platform-team'
  /** Who owns the group on the forge, or runs the forge. */
  | 'forge-owner'
  /** Who runs the cluster and what is installed in it. */
  | 'cluster-owner'
  /** Who is about to launch. */
  | 'launcher';

/**
 * Whether a launch goes wrong with it, or only goes worse than it could.
 *
 * @public
 */
export type Severity = 'blocks' | 'warns';

interface FindingKind {
  severity: Severity;
  who: Mender;
}

const blocks = (who: Mender): FindingKind => ({ severity: 'blocks', who });
const warns = (who: Mender): FindingKind => ({ severity: 'warns', who });

/**
 * Everything that preflight can find. Its words are `preflight.<id>.wrong`, `.breaks` and `.mend` of
 * the sentences of `@slipway/plugin-delivery-common`; the how-to "What preflight finds" has them as a
 * table.
 *
 * @public
 */
export const findingKinds = {
  'forge-unreachable': blocks('platform-team'),
  'forge-token-refused': blocks('platform-team'),
  'forge-scope-missing': blocks('platform-team'),
  'forge-token-ends': warns('platform-team'),
  'forge-quota-low': blocks('platform-team'),
  'group-missing': blocks('forge-owner'),
  'group-rights-missing': blocks('forge-owner'),
  'repository-taken': blocks('launcher'),
  'repository-archived': blocks('forge-owner'),
  'repository-leaving': blocks('forge-owner'),
  'repository-moved': blocks('forge-owner'),
  'default-branch-missing': blocks('forge-owner'),
  'default-branches-differ': warns('forge-owner'),
  'push-refused': blocks('forge-owner'),
  'ci-push-refused': blocks('forge-owner'),
  'runner-missing': blocks('forge-owner'),
  'registry-unknown-host': blocks('platform-team'),
  'registry-unreachable': blocks('platform-team'),
  'registry-plain-http': blocks('platform-team'),
  'registry-elsewhere': blocks('platform-team'),
  'registry-login-refused': blocks('platform-team'),
  'registry-loopback': blocks('platform-team'),
  'pull-secret-refused': warns('launcher'),
  'repository-loopback': blocks('platform-team'),
  'repository-plain-http': warns('platform-team'),
  'cluster-unreachable': blocks('cluster-owner'),
  'cluster-token-refused': blocks('platform-team'),
  'cluster-rights-missing': blocks('cluster-owner'),
  'cluster-version-unknown': warns('cluster-owner'),
  'kind-missing': blocks('cluster-owner'),
  'controller-missing': blocks('cluster-owner'),
  'controller-not-ready': blocks('cluster-owner'),
  'controller-version-unknown': warns('cluster-owner'),
  'namespace-leaving': blocks('cluster-owner'),
  'object-of-others': blocks('launcher'),
  'quota-too-small': blocks('cluster-owner'),
  'argocd-namespace-missing': blocks('platform-team'),
  'argocd-repository-refused': warns('launcher'),
  'argocd-cluster-unknown': blocks('platform-team'),
  'argocd-cluster-restricted': blocks('platform-team'),
  'argocd-cluster-of-project': blocks('platform-team'),
  'hook-secret-missing': blocks('platform-team'),
  'hook-loopback': warns('platform-team'),
  'hook-unreachable': warns('platform-team'),
  'hook-not-delivering': warns('platform-team'),
} as const satisfies Record<string, FindingKind>;

/** @public */
export type FindingId = keyof typeof findingKinds;

/** @public */
export const findingIds = Object.keys(findingKinds) as FindingId[];
