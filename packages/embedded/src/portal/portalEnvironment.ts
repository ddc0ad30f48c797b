import { join } from 'node:path';

/** What a portal needs to know of a sandbox. */
export interface SandboxAddress {
  url: string;
  ssh: { knownHosts: string };
  credentials: {
    forgeToken: string;
    githubToken: string;
    githubPullToken: string;
    clusterToken: string;
    webhookSecret: string;
  };
}

/** A cluster as `app-config.lab.yaml` wants it. */
export interface PortalCluster {
  url: string;
  token: string;
  /** PEM in base64. */
  caData: string;
  /** Argo CD's pages. */
  argocdUrl: string;
}

/** The variables that fill in `app-config.yaml` and `app-config.lab.yaml`. */
export function portalEnvironment(options: {
  folder: string;
  port: number;
  url: string;
  sandboxUrl: string;
  credentials: SandboxAddress['credentials'];
  cluster: PortalCluster | undefined;
  /** With what dry runs render manifests. */
  tools?: Record<string, string>;
}): Record<string, string> {
  const { credentials, cluster } = options;
  const githubUrl = githubUrlOf(options.sandboxUrl);
  return {
    SLIPWAY_PORTAL_URL: options.url,
    SLIPWAY_PORTAL_PORT: String(options.port),
    SLIPWAY_DATABASE_DIR: join(options.folder, 'database'),
    SLIPWAY_FORGE_HOST: new URL(options.sandboxUrl).host,
    SLIPWAY_FORGE_URL: options.sandboxUrl,
    SLIPWAY_FORGE_TOKEN: credentials.forgeToken,
    SLIPWAY_CLUSTER_TOKEN: cluster?.token ?? credentials.clusterToken,
    ...(cluster && {
      SLIPWAY_CLUSTER_URL: cluster.url,
      SLIPWAY_CLUSTER_CA_DATA: cluster.caData,
      SLIPWAY_ARGOCD_URL: cluster.argocdUrl,
    }),
    SLIPWAY_GITHUB_HOST: new URL(githubUrl).host,
    SLIPWAY_GITHUB_URL: githubUrl,
    SLIPWAY_GITHUB_TOKEN: credentials.githubToken,
    SLIPWAY_GITHUB_PULL_TOKEN: credentials.githubPullToken,
    SLIPWAY_WEBHOOK_SECRET: credentials.webhookSecret,
    ...options.tools,
  };
}

/** The sandbox is GitLab under its address and GitHub under this name of the same place. */
function githubUrlOf(sandboxUrl: string): string {
  const url = new URL(sandboxUrl);
  url.hostname = 'localhost';
  return url.origin;
}
