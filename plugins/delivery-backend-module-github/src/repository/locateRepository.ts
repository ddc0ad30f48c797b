/** A repository of a GitHub of the config. */
export interface RepositoryPlace {
  host: string;
  owner: string;
  /** Such as `acme/payments-gitops`. */
  project: string;
  webUrl: string;
}

/** Finds the GitHub that a clone URL, or the page of a repository, belongs to. */
export function locateRepository(
  repoURL: string,
  instances: Array<{ host: string; apiBaseUrl?: string }>,
): RepositoryPlace | undefined {
  const url = parse(repoURL);
  const instance =
    url &&
    instances.find(({ host }) =>
      url.protocol === 'ssh:'
        ? [hostname(host), `ssh.${host}`].includes(url.hostname)
        : url.host === host,
    );
  const project = url?.pathname.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
  const [owner, name, ...others] = project?.split('/') ?? [];
  if (!instance || !project || !owner || !name || others.length > 0) {
    return undefined;
  }
  const { host, apiBaseUrl } = instance;
  // A clone URL over SSH does not tell how the pages are served.
  const scheme = apiBaseUrl?.startsWith('http://') ? 'http' : 'https';
  return { host, owner, project, webUrl: `${scheme}://${host}/${project}` };
}

function hostname(host: string): string {
  return host.replace(/:\d+$/, '');
}

/** Also `git@host:owner/repository.git`, which is no URL. */
function parse(repoURL: string): URL | undefined {
  const short = /^(?:[\w.-]+@)?([\w.-]+):(?!\/\/)(.+)$/.exec(repoURL);
  const text = short ? `ssh://${short[1]}/${short[2]}` : repoURL;
  return URL.canParse(text) ? new URL(text) : undefined;
}
