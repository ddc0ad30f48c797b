import type { BenchWorld } from './BenchWorld.ts';

export const environments = ['dev', 'staging', 'production'] as const;
export type Environment = (typeof environments)[number];

/** What a launch has left behind, as read from the forge and the cluster. */
export class WiringLook {
  readonly world: BenchWorld;
  readonly service: string;

  constructor(world: BenchWorld, service: string) {
    this.world = world;
    this.service = service;
  }

  get gitopsUrl(): string {
    return `${this.world.url}/acme/${this.service}-gitops.git`;
  }

  /** A path below one of its projects: `app` or `gitops`. */
  project(which: 'app' | 'gitops', path = '') {
    const name = which === 'app' ? this.service : `${this.service}-gitops`;
    return this.world.gitlab(
      `/projects/${encodeURIComponent(`acme/${name}`)}${path}`,
    );
  }

  async hasFile(which: 'app' | 'gitops', file: string): Promise<boolean> {
    const path = `/repository/files/${encodeURIComponent(file)}?ref=main`;
    return (await this.project(which, path)).status === 200;
  }

  async list(which: 'app' | 'gitops', path: string): Promise<any[]> {
    const { status, body } = await this.project(which, path);
    return status === 200 && Array.isArray(body) ? body : [];
  }

  async variable(key: string): Promise<any> {
    const { status, body } = await this.project('app', `/variables/${key}`);
    return status === 200 ? body : undefined;
  }

  async object(path: string): Promise<any> {
    const { status, body } = await this.world.cluster(path);
    return status === 200 ? body : undefined;
  }

  application(environment: Environment): Promise<any> {
    return this.object(
      `/apis/argoproj.io/v1alpha1/namespaces/argocd/applications/${this.service}-${environment}`,
    );
  }

  async appProject(environment: Environment): Promise<any> {
    const name = (await this.application(environment))?.spec?.project;
    return (
      name &&
      this.object(
        `/apis/argoproj.io/v1alpha1/namespaces/argocd/appprojects/${name}`,
      )
    );
  }

  /** Argo CD's credential for the GitOps repository. */
  async repositorySecret(): Promise<Record<string, string> | undefined> {
    const secrets =
      (await this.object('/api/v1/namespaces/argocd/secrets'))?.items ?? [];
    return secrets
      .map((secret: any) => decoded(secret))
      .find(({ url }: Record<string, string>) => url === this.gitopsUrl);
  }

  async pullLogin(
    environment: Environment,
  ): Promise<{ username: string; password: string } | undefined> {
    const namespace = `${this.service}-${environment}`;
    const secret = await this.object(
      `/api/v1/namespaces/${namespace}/secrets/${this.service}-registry`,
    );
    const config = secret && decoded(secret)['.dockerconfigjson'];
    return config && loginOf(JSON.parse(config), new URL(this.world.url).host);
  }

  /** Whether the registry lets this login pull the service's image. */
  async pulls(login: { username: string; password: string }): Promise<boolean> {
    const repository = `acme/${this.service}`;
    const { status, body } = await this.world.get(
      `/jwt/auth?service=container_registry&scope=repository:${repository}:pull`,
      { authorization: basic(login) },
    );
    if (status !== 200) {
      return false;
    }
    const tags = await this.world.get(`/v2/${repository}/tags/list`, {
      authorization: `Bearer ${body.token}`,
    });
    return tags.status === 200;
  }

  async opensGitops(login: {
    username: string;
    password: string;
  }): Promise<boolean> {
    const { status } = await this.world.get(
      `/acme/${this.service}-gitops.git/info/refs?service=git-upload-pack`,
      { authorization: basic(login) },
    );
    return status === 200;
  }

  /** The values that the launch has minted and put somewhere. */
  async credentialValues(): Promise<string[]> {
    const secret = await this.repositorySecret();
    const login = await this.pullLogin('dev');
    const token = await this.variable('GITOPS_TOKEN');
    return [secret?.password, login?.password, token?.value].filter(
      (value): value is string => typeof value === 'string' && value !== '',
    );
  }

  /** Whether an environment runs what the pipeline has built. */
  async isHealthy(environment: Environment): Promise<boolean> {
    const { status = {} } = (await this.application(environment)) ?? {};
    const images: string[] = status.summary?.images ?? [];
    return (
      status.health?.status === 'Healthy' &&
      images.some(image => image.includes(`acme/${this.service}:`)) &&
      !images.some(image => image.endsWith(':not-built-yet'))
    );
  }

  async healthy(): Promise<Environment[]> {
    const found = await Promise.all(
      environments.map(async environment => ({
        environment,
        healthy: await this.isHealthy(environment),
      })),
    );
    return found.flatMap(({ environment, healthy }) =>
      healthy ? [environment] : [],
    );
  }
}

function decoded(secret: any): Record<string, string> {
  return Object.fromEntries(
    Object.entries<string>(secret.data ?? {}).map(([key, value]) => [
      key,
      Buffer.from(value, 'base64').toString('utf8'),
    ]),
  );
}

function loginOf(config: any, host: string) {
  const entry = config.auths?.[host];
  if (!entry?.auth) {
    return entry;
  }
  const [username, ...rest] = Buffer.from(entry.auth, 'base64')
    .toString('utf8')
    .split(':');
  return { username, password: rest.join(':') };
}

function basic({ username, password }: { username: string; password: string }) {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
}
