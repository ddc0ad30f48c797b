import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { GitlabTransport } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import { HeldCredential } from '../ForgeCredentials';
import { ForgeRepository } from '../ForgeRepositories';
import { keyIdOf } from '../gitlab/deployKeys';
import { parseAnswer, parseList } from '../gitlab/parse';
import { projectPath } from '../gitlab/projectPath';
import {
  ForgeAccess,
  ForgeIdentity,
  OwnerRights,
  PushRule,
  RequestsLeft,
} from './ForgeAccess';
import {
  isProtected,
  judgeProtection,
  ProtectedBranch,
  protectedBranchSchema,
} from './judgeProtection';

/** In a group, a Maintainer makes repositories, and is one in each that it makes. */
const maintainer = 40;

const tokenSchema = z.object({
  scopes: z.array(z.string()).default([]),
  expires_at: z.string().nullish(),
});
const userSchema = z.object({
  id: z.number(),
  username: z.string(),
});
const groupSchema = z.object({ full_path: z.string() });
const level = z.object({ access_level: z.number() }).nullish();
const permissionsSchema = z.object({
  permissions: z.object({ project_access: level, group_access: level }),
});

/** What GitLab lets the token of an integration do. */
export class GitlabAccess implements ForgeAccess {
  readonly neededScopes = ['api'];
  readonly #forge: GitlabTransport;

  constructor(forge: GitlabTransport) {
    this.#forge = forge;
  }

  async identify(): Promise<ForgeIdentity> {
    const token = parseAnswer(
      tokenSchema,
      await this.#get('/personal_access_tokens/self'),
      'token',
    );
    return {
      user: (await this.#user())?.username,
      scopes: token.scopes,
      endsOn: token.expires_at ?? undefined,
    };
  }

  async requestsLeft(): Promise<RequestsLeft | undefined> {
    const { headers } = await this.#forge.request({
      method: 'GET',
      path: '/personal_access_tokens/self',
    });
    const number = (name: string) => Number(headers.get(name) ?? NaN);
    const [left, limit, reset] = [
      'ratelimit-remaining',
      'ratelimit-limit',
      'ratelimit-reset',
    ].map(number);
    // Whoever runs a GitLab may leave it to count nothing.
    return Number.isNaN(left) || Number.isNaN(limit)
      ? undefined
      : {
          left,
          limit,
          ...(!Number.isNaN(reset) && { resetsAt: new Date(reset * 1000) }),
        };
  }

  async rightsIn(owner: string): Promise<OwnerRights | undefined> {
    const visible = await this.#find(`/groups/${encodeURIComponent(owner)}`, {
      with_projects: false,
    });
    if (visible === undefined) {
      return undefined;
    }
    // Groups above count too, and an administrator's role is everywhere: GitLab knows.
    const mine = parseList(
      groupSchema,
      await this.#forge.list('/groups', {
        min_access_level: maintainer,
        search: owner.slice(owner.lastIndexOf('/') + 1),
      }),
    );
    return {
      sufficient: mine.some(
        ({ full_path: path }) => path.toLowerCase() === owner.toLowerCase(),
      ),
      needed: 'Maintainer',
    };
  }

  async hasRunner(owner: string, tags: readonly string[]): Promise<boolean> {
    const runners = await this.#forge.list(
      `/groups/${encodeURIComponent(owner)}/runners`,
      {
        status: 'online',
        paused: false,
        ...(tags.length > 0 ? { tag_list: tags.join(',') } : {}),
      },
      { limit: 1 },
    );
    return runners.length > 0;
  }

  async pushRule(
    repository: ForgeRepository,
    branch: string,
  ): Promise<PushRule> {
    const [rules, project, user] = await Promise.all([
      this.#protectedBranches(repository),
      this.#get(projectPath(repository)),
      this.#user(),
    ]);
    const { permissions } = parseAnswer(permissionsSchema, project, 'project');
    return judgeProtection(rules, branch, {
      userId: user?.id,
      level: Math.max(
        permissions.project_access?.access_level ?? 0,
        permissions.group_access?.access_level ?? 0,
      ),
    });
  }

  /** A project access token has the role of a Maintainer; a deploy key has none. */
  async credentialPushRule(
    repository: ForgeRepository,
    branch: string,
    { id }: Pick<HeldCredential, 'id' | 'title'>,
  ): Promise<PushRule> {
    const key = keyIdOf(id);
    return judgeProtection(
      await this.#protectedBranches(repository),
      branch,
      key === undefined
        ? { level: maintainer }
        : { level: 0, deployKeyId: Number(key) },
    );
  }

  async givesProtectedVariables(
    repository: ForgeRepository,
    branch: string,
  ): Promise<boolean> {
    return isProtected(await this.#protectedBranches(repository), branch);
  }

  async hasBranch(
    repository: ForgeRepository,
    branch: string,
  ): Promise<boolean> {
    const path = `${projectPath(
      repository,
    )}/repository/branches/${encodeURIComponent(branch)}`;
    return (await this.#find(path)) !== undefined;
  }

  async #protectedBranches(
    repository: ForgeRepository,
  ): Promise<ProtectedBranch[]> {
    return parseList(
      protectedBranchSchema,
      await this.#forge.list(`${projectPath(repository)}/protected_branches`),
    );
  }

  /** Undefined for a token whose scopes do not let it ask. */
  async #user(): Promise<z.infer<typeof userSchema> | undefined> {
    try {
      return parseAnswer(userSchema, await this.#get('/user'), 'user');
    } catch (error) {
      if (error instanceof NotAllowedError) {
        return undefined;
      }
      throw error;
    }
  }

  async #get(
    path: string,
    query?: Record<string, string | number | boolean>,
  ): Promise<unknown> {
    return (await this.#forge.request({ method: 'GET', path, query })).body;
  }

  async #find(
    path: string,
    query?: Record<string, string | number | boolean>,
  ): Promise<unknown> {
    try {
      return await this.#get(path, query);
    } catch (error) {
      if (error instanceof NotFoundError) {
        return undefined;
      }
      throw error;
    }
  }
}
