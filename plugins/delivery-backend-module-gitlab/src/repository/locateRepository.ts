/** A repository of a GitLab of the config. */
export interface RepositoryPlace {
  host: string;
  /** Without a slash at its end. */
  baseUrl: string;
  /** Such as `acme/payments-gitops`. */
  project: string;
}

/** Finds the GitLab that a clone URL, or the page of a repository, belongs to. */
export function locateRepository(
  repoURL: string,
  instances: Array<{ host: string; baseUrl: string }>,
): RepositoryPlace | undefined {
  const url = parse(repoURL);
  if (!url) {
    return undefined;
  }
  for (const { host, baseUrl } of instances) {
    const base = new URL(baseUrl);
    const folder = base.pathname.replace(/\/+$/, '');
    const isSame =
      url.protocol === 'ssh:'
        ? url.hostname === base.hostname
        : url.host === host;
    const path = url.protocol === 'ssh:' ? url.pathname : below(url, folder);
    const project = path?.replace(/^\/+|\/+$/g, '').replace(/\.git$/, '');
    if (isSame && project?.includes('/')) {
      return { host, baseUrl: baseUrl.replace(/\/+$/, ''), project };
    }
  }
  return undefined;
}

function below(url: URL, folder: string): string | undefined {
  return url.pathname.startsWith(`${folder}/`)
    ? url.pathname.slice(folder.length)
    : undefined;
}

/** Also `git@host:group/project.git`, which is no URL. */
function parse(repoURL: string): URL | undefined {
  const short = /^(?:[\w.-]+@)?([\w.-]+):(?!\/\/)(.+)$/.exec(repoURL);
  const text = short ? `ssh://${short[1]}/${short[2]}` : repoURL;
  return URL.canParse(text) ? new URL(text) : undefined;
}
