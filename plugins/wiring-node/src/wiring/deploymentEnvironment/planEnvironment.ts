import { EnvironmentRules, ForgeEnvironment } from '../../forge';
import { Plan } from '../../run';

/** What an environment has that nothing protects. */
const noRules: EnvironmentRules = {
  reviewers: [],
  preventSelfReview: false,
  waitMinutes: 0,
  branches: 'all',
};

/**
 * Compares an environment of a forge with the wanted one. Without rules, that it is there suffices.
 *
 * @public
 */
export function planEnvironment(
  current: ForgeEnvironment | undefined,
  wanted: ForgeEnvironment,
): Plan {
  if (!current) {
    return { kind: 'create' };
  }
  const { rules } = wanted;
  if (!rules) {
    return { kind: 'unchanged' };
  }
  const now = current.rules ?? noRules;
  const differing = [
    ...(reviewersOf(now) === reviewersOf(rules) ? [] : ['reviewers']),
    ...(now.preventSelfReview === rules.preventSelfReview
      ? []
      : ['review of one’s own']),
    ...(now.waitMinutes === rules.waitMinutes
      ? []
      : [`a wait of ${now.waitMinutes} min, not ${rules.waitMinutes}`]),
    ...(now.branches === rules.branches
      ? []
      : [`from ${now.branches} branches, not ${rules.branches}`]),
  ];
  return differing.length === 0
    ? { kind: 'unchanged' }
    : { kind: 'update', why: differing.join(', ') };
}

/**
 * Whether rules ask for anything.
 *
 * @public
 */
export function asksForRules(rules: EnvironmentRules): boolean {
  return (
    rules.reviewers.length > 0 ||
    rules.waitMinutes > 0 ||
    rules.branches !== 'all'
  );
}

function reviewersOf({ reviewers }: EnvironmentRules): string {
  return reviewers
    .map(({ kind, id }) => `${kind} ${id}`)
    .sort()
    .join();
}
