import { ForgeRunner } from '../../forge';
import { Plan } from '../../run';

/**
 * What is to be done about the runner that Slipway makes for a repository. Its token is known when it
 * is made and never again, so one whose Secret is lost is of no use.
 *
 * @public
 */
export function planRunner(
  own: readonly ForgeRunner[],
  /** The id of the runner whose token the Secret holds. */
  held: string | undefined,
): Plan {
  if (own.length === 0) {
    return { kind: 'create' };
  }
  return own.some(({ id }) => id === held)
    ? { kind: 'unchanged' }
    : { kind: 'update', why: 'the token of the one there is is nowhere' };
}

/**
 * Why nothing would take the jobs, and what to do; undefined when something would.
 *
 * @public
 */
export function runnerProblem(options: {
  runners: readonly ForgeRunner[];
  path: string;
  tags: readonly string[];
}): string | undefined {
  const { runners, path, tags } = options;
  if (runners.some(({ online }) => online)) {
    return undefined;
  }
  const jobs =
    tags.length > 0 ? `jobs tagged ${tags.join(', ')}` : 'untagged jobs';
  return runners.length > 0
    ? `The runners that take ${jobs} of ${path} are offline (${runners
        .map(({ name }) => name)
        .join(', ')}); start one of them`
    : `No runner takes ${jobs} of ${path}; register one with these tags, or name others`;
}
