import { BrokenWorld } from './brokenWorlds';
import { SandboxProcess } from './SandboxProcess';

/** A repository, as a launch would have made it, with a commit if it is to have one. */
async function repository(
  sandbox: SandboxProcess,
  name: string,
  options: { topics?: string[]; isEmpty?: boolean } = {},
): Promise<void> {
  await sandbox.github('POST', '/orgs/acme/repos', {
    name,
    private: true,
    auto_init: !options.isEmpty,
  });
  await sandbox.github('PUT', `/repos/acme/${name}/topics`, {
    names: options.topics ?? ['slipway'],
  });
}

/** The findings that GitHub's API is asked for in another way than GitLab's. */
export const githubWorlds: BrokenWorld[] = [
  {
    finding: 'forge-unreachable',
    names: ['localhost'],
    break: sandbox => sandbox.fault({ effect: 'reset', path: '^/api/v3/' }),
  },
  {
    finding: 'forge-token-refused',
    names: ['repo, workflow'],
    config: () => ({ github: { token: 'ghp_revoked0long0ago' } }),
  },
  {
    // T24
    finding: 'forge-scope-missing',
    names: ['workflow'],
    config: ({ tokens }) => ({
      github: { token: tokens.githubWithoutWorkflow },
    }),
  },
  {
    finding: 'group-missing',
    names: ['nowhere'],
    config: () => ({ launch: { group: 'nowhere' } }),
  },
  {
    finding: 'group-rights-missing',
    names: ['root'],
    config: () => ({ launch: { group: 'root' } }),
  },
  {
    finding: 'repository-taken',
    names: ['acme/payments'],
    break: sandbox => repository(sandbox, 'payments', { topics: [] }),
  },
  {
    finding: 'repository-archived',
    names: ['acme/payments'],
    break: async sandbox => {
      await repository(sandbox, 'payments', { isEmpty: true });
      await sandbox.github('PATCH', '/repos/acme/payments', { archived: true });
    },
  },
  {
    finding: 'repository-moved',
    names: ['acme/payments', 'acme/billing'],
    break: async sandbox => {
      await repository(sandbox, 'payments', { isEmpty: true });
      await sandbox.github('PATCH', '/repos/acme/payments', {
        name: 'billing',
      });
    },
  },
  {
    finding: 'push-refused',
    names: ['acme/payments-gitops', 'pull requests'],
    break: async sandbox => {
      await repository(sandbox, 'payments-gitops');
      await sandbox.github('POST', '/repos/acme/payments-gitops/rulesets', {
        name: 'reviewed',
        enforcement: 'active',
        conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
        rules: [{ type: 'pull_request' }],
      });
    },
  },
  {
    // T28: what nodes pull with is tried at the registry itself.
    finding: 'registry-login-refused',
    names: ['localhost'],
    config: () => ({ github: { pullToken: 'ghp_revoked0long0ago' } }),
  },
];
