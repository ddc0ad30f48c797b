/** What is fetched, and what is then checked out under which name. */
export interface CheckoutPlan {
  fetch: string[];
  /** Operands of `git checkout`. */
  checkout: string[];
}

/**
 * What a checkout fetches. A branch comes under its name with its remote, so that it can be pushed;
 * anything else is detached.
 */
export function planCheckout(wanted: {
  /** As the step's `ref` says it; empty for the run's own commit. */
  ref: string;
  run: { ref: string; headSha: string } | undefined;
  /** The branch to take where neither says anything. */
  defaultBranch: string;
}): CheckoutPlan {
  const { ref, run } = wanted;
  if (!ref && run) {
    return run.ref.startsWith('refs/heads/')
      ? onBranch(run.ref.slice('refs/heads/'.length), run.headSha)
      : detached(run.headSha);
  }
  if (/^[0-9a-f]{40}$/.test(ref) || /^refs\/(tags|pull)\//.test(ref)) {
    return detached(ref);
  }
  const branch = ref.replace(/^refs\/heads\//, '') || wanted.defaultBranch;
  return onBranch(branch, `refs/heads/${branch}`);
}

function onBranch(branch: string, source: string): CheckoutPlan {
  const remote = `refs/remotes/origin/${branch}`;
  return {
    fetch: [`+${source}:${remote}`],
    checkout: ['-B', branch, remote],
  };
}

function detached(source: string): CheckoutPlan {
  return { fetch: [source], checkout: ['--detach', 'FETCH_HEAD'] };
}
