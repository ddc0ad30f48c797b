import { ForgeRepository } from '../../forge';
import { PushRule } from '../../forge/access';
import { isOurs, slipwayTopic } from '../../wiring/repository/planRepository';
import { wasLaunched } from '../../wiring/repository/ensureRepository';
import { Finding, finding, PreflightPlace } from '../Finding';
import { PreflightContext } from '../PreflightContext';
import { CheckName } from '../PreflightReport';
import { Check } from '../runChecks';

/** Both repositories: whether their names are free or ours, and whether they can be pushed to. */
export function repositoryChecks(context: PreflightContext): Check[] {
  const { names, forgePlace, input } = context;
  const reachable: CheckName = { id: 'forge', place: forgePlace };
  const paths = [names.appRepository.path, names.gitopsRepository.path];
  const placeOf = (path: string): PreflightPlace => ({
    kind: 'repository',
    name: path,
  });
  const usable = (path: string): CheckName => ({
    id: 'repository',
    place: placeOf(path),
  });
  const group: PreflightPlace = { kind: 'group', name: names.group };
  return [
    ...paths.flatMap((path): Check[] => [
      {
        ...usable(path),
        after: [reachable],
        run: async signal => {
          const forge = context.forge(signal);
          const repository = await forge.repositories.find(path);
          return repository
            ? judgeRepository(
                repository,
                path,
                isOurs(repository) || (await wasLaunched(forge, repository)),
              )
            : [];
        },
      },
      {
        id: 'branch',
        place: placeOf(path),
        after: [reachable, usable(path)],
        run: async signal => {
          const repository = await context
            .forge(signal)
            .repositories.find(path);
          const branch = repository?.defaultBranch;
          if (!repository || repository.empty || !branch) {
            return [];
          }
          const access = context.access(signal);
          const [there, rule, { user = 'the portal' }] = await Promise.all([
            access.hasBranch(repository, branch),
            access.pushRule(repository, branch),
            access.identify(),
          ]);
          return judgeBranch({ path, branch, there, rule, user });
        },
      },
    ]),
    {
      id: 'branches',
      place: placeOf(paths[1]),
      after: [reachable, ...paths.map(usable)],
      run: async signal => {
        const { repositories } = context.forge(signal);
        return judgeBranches(
          await Promise.all(paths.map(path => repositories.find(path))),
        );
      },
    },
    {
      id: 'runner',
      place: group,
      after: [reachable, { id: 'group', place: group }],
      run: async signal => {
        const tags = input.jobTags ?? [];
        return (await context.access(signal).hasRunner(names.group, tags))
          ? []
          : [
              finding('runner-missing', group, {
                group: names.group,
                tags: tags.join(', ') || '(none)',
              }),
            ];
      },
    },
  ];
}

export function judgeRepository(
  repository: ForgeRepository,
  /** Where it was looked for. */
  asked: string,
  ours: boolean,
): Finding[] {
  const place: PreflightPlace = { kind: 'repository', name: asked };
  const { path } = repository;
  if (repository.leaving) {
    return [finding('repository-leaving', place, { path })];
  }
  if (path.toLowerCase() !== asked.toLowerCase()) {
    return [finding('repository-moved', place, { path: asked, to: path })];
  }
  if (repository.archived) {
    return [finding('repository-archived', place, { path })];
  }
  return ours
    ? []
    : [finding('repository-taken', place, { path, topic: slipwayTopic })];
}

export function judgeBranch(seen: {
  path: string;
  branch: string;
  there: boolean;
  rule: PushRule;
  user: string;
}): Finding[] {
  const { path, branch, there, rule, user } = seen;
  const place: PreflightPlace = { kind: 'repository', name: path };
  if (!there) {
    return [finding('default-branch-missing', place, { path, branch })];
  }
  return rule.kind === 'open'
    ? []
    : [
        finding('push-refused', place, {
          path,
          branch,
          user,
          allowed: rule.allowed,
        }),
      ];
}

/** Two repositories with commits, and another name for what is deployed in each. */
export function judgeBranches(
  repositories: Array<ForgeRepository | undefined>,
): Finding[] {
  const [one, other] = repositories.filter(
    repository => repository && !repository.empty && repository.defaultBranch,
  );
  return one && other && one.defaultBranch !== other.defaultBranch
    ? [
        finding(
          'default-branches-differ',
          { kind: 'repository', name: other.path },
          {
            path: one.path,
            branch: one.defaultBranch!,
            other: other.path,
            otherBranch: other.defaultBranch!,
          },
        ),
      ]
    : [];
}
