import { GitlabTransport } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import { ForgeRepository } from '../ForgeRepositories';
import { ForgeRunner, ForgeRunners } from '../ForgeRunners';
import { orUndefined } from './orUndefined';
import { parseAnswer, parseList } from './parse';
import { projectPath } from './projectPath';

const runnerSchema = z.object({
  id: z.number(),
  description: z.string().nullish(),
  runner_type: z.enum(['instance_type', 'group_type', 'project_type']),
  paused: z.boolean().default(false),
  status: z.string().nullish(),
});
const newRunnerSchema = z.object({ id: z.number(), token: z.string() });

const owners = {
  instance_type: 'instance',
  group_type: 'group',
  project_type: 'project',
} as const;

/** Runners with authentication tokens of their own, as GitLab has them since 16. */
export class GitlabRunners implements ForgeRunners {
  readonly uncreatable = undefined;
  readonly #forge: GitlabTransport;

  constructor(forge: GitlabTransport) {
    this.#forge = forge;
  }

  async list(
    repository: ForgeRepository,
    tags: readonly string[],
  ): Promise<ForgeRunner[]> {
    return this.#list(repository, {
      paused: false,
      ...(tags.length > 0 ? { tag_list: tags.join(',') } : {}),
    });
  }

  async named(
    repository: ForgeRepository,
    name: string,
  ): Promise<ForgeRunner[]> {
    const own = await this.#list(repository, { type: 'project_type' });
    return own.filter(runner => runner.name === name);
  }

  async create(
    repository: ForgeRepository,
    { name, tags }: { name: string; tags: readonly string[] },
  ): Promise<{ id: string; token: string }> {
    const { body } = await this.#forge.request({
      method: 'POST',
      path: '/user/runners',
      body: {
        runner_type: 'project_type',
        project_id: repository.id,
        description: name,
        tag_list: tags,
        run_untagged: tags.length === 0,
        locked: true,
      },
    });
    const { id, token } = parseAnswer(newRunnerSchema, body, 'new runner');
    return { id: String(id), token };
  }

  async remove(_: ForgeRepository, id: string): Promise<void> {
    await orUndefined(
      this.#forge.request({ method: 'DELETE', path: `/runners/${id}` }),
    );
  }

  async #list(
    repository: ForgeRepository,
    query: Record<string, string | boolean>,
  ): Promise<ForgeRunner[]> {
    const runners = await this.#forge.list(
      `${projectPath(repository)}/runners`,
      query,
    );
    return parseList(runnerSchema, runners).map(runner => ({
      id: String(runner.id),
      name: runner.description ?? '',
      owner: owners[runner.runner_type],
      online: runner.status === 'online' && !runner.paused,
    }));
  }
}
