import {
  launchSystemA,
  pipelineEnd,
  pushApp,
} from '../ci/testUtils/systemA.ts';
import { startCiWorld } from '../ci/testUtils/startCiWorld.ts';
import type { CiWorld } from '../ci/testUtils/startCiWorld.ts';
import { digestOf, newToken } from '../tokens/digest.ts';

/** A forge in which everything that an operation may be asked about exists. */
export interface ContractWorld extends CiWorld {
  /** The id of the group `acme`. */
  group: number;
  /** The id of `acme/payments`, with a pipeline that has ended. */
  app: number;
  sha: string;
  pipeline: number;
  jobs: Array<Record<string, any>>;
  /** A name that has not been used. */
  fresh(prefix: string): string;
  tokenOf(username: string, scopes?: string[]): string;
  /** Makes something that a case needs; fails when it cannot be made. */
  make(method: string, path: string, body?: unknown): Promise<any>;
  makeProject(): Promise<{ id: number; path: string }>;
  /** Sends a request with this token, or without any. */
  send(
    method: string,
    path: string,
    body: unknown,
    token: string | undefined,
  ): Promise<{ status: number; body: any; headers: Headers }>;
}

export async function startContractWorld(): Promise<ContractWorld> {
  const world = await startCiWorld();
  const { records, clock } = world.forge.context;
  let count = 0;
  const fresh = (prefix: string) => {
    count += 1;
    return `${prefix}-${count}`;
  };
  const send: ContractWorld['send'] = async (method, path, body, token) => {
    const response = await fetch(`${world.url}/api/v4${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(token === undefined ? {} : { 'private-token': token }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type') === 'application/json';
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && text ? JSON.parse(text) : text,
    };
  };
  const make: ContractWorld['make'] = async (method, path, body) => {
    const answer = await send(method, path, body, world.token);
    if (answer.status >= 300) {
      throw new Error(
        `${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`,
      );
    }
    return answer.body;
  };
  const { app } = await launchSystemA(world);
  const sha = await pushApp(world, app, 'Start the service');
  const pipeline = await pipelineEnd(world, app, sha);
  const group = (await make('GET', '/groups/acme')).id;
  const jobs = await make(
    'GET',
    `/projects/${app}/pipelines/${pipeline.id}/jobs`,
  );
  return {
    ...world,
    group,
    app,
    sha,
    pipeline: pipeline.id,
    jobs,
    fresh,
    send,
    make,
    async makeProject() {
      const name = fresh('project');
      const { id } = await make('POST', '/projects', {
        name,
        namespace_id: group,
      });
      await make('POST', `/projects/${id}/repository/commits`, {
        branch: 'main',
        commit_message: 'Begin',
        actions: [{ action: 'create', file_path: 'README.md', content: name }],
      });
      return { id, path: `acme/${name}` };
    },
    tokenOf(username, scopes = ['api']) {
      const secret = newToken('glpat-');
      records.tokens.put({
        id: records.tokens.nextId(),
        userId: records.users.find(user => user.username === username)!.id,
        projectId: null,
        accessLevel: null,
        name: 'test',
        description: null,
        scopes,
        digest: digestOf(secret),
        createdAt: clock.now().toISOString(),
        expiresAt: null,
        revoked: false,
        lastUsedAt: null,
      });
      return secret;
    },
  };
}
