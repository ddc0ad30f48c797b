import { ApplicationFacts } from '../../parse';
import { say } from '../common/say';
import { Finding, finding } from './Finding';

const comparisonErrors = new Set(['ComparisonError', 'UnknownError']);

type Cause =
  | 'RepositoryCredentialRefused'
  | 'RepositoryNotFound'
  | 'RepositoryUnreachable'
  | 'RevisionNotFound'
  | 'PathMissing'
  | 'RenderError'
  | 'ComparisonError';

/** In this order: the message of a render error may quote anything. */
const causes: Array<[Cause, RegExp]> = [
  ['PathMissing', /app path does not exist/i],
  [
    'RenderError',
    /`?kustomize build|`?helm (template|dependency)|failed to unmarshal|error unmarshaling|yaml:|plugin .*failed/i,
  ],
  [
    'RepositoryCredentialRefused',
    /authentication required|authorization failed|access denied|invalid username or password|could not read username|permission denied|unauthorized|status code: 40[13]|unable to authenticate/i,
  ],
  ['RepositoryNotFound', /repository not found|project .* could not be found/i],
  [
    'RevisionNotFound',
    /unable to resolve .* to a commit|couldn't find remote ref|unknown revision|reference not found/i,
  ],
  [
    'RepositoryUnreachable',
    /connection refused|no such host|i\/o timeout|dial tcp|network is unreachable|x509|tls:|connection reset|deadline exceeded|status code: 5\d\d|\bEOF\b/i,
  ],
];

/** Why Argo CD cannot compare the cluster with git. One finding: the first error hides the rest. */
export function findComparisonTrouble(
  application: ApplicationFacts,
): Finding[] {
  const condition = application.conditions.find(it =>
    comparisonErrors.has(it.type),
  );
  if (!condition) return [];
  const [source] = application.sources;
  const repository = repositoryName(source?.repoURL);
  const revision = source?.targetRevision ?? 'HEAD';
  const path = source?.path ?? source?.chart ?? '.';
  const cause = causeOf(condition.message);
  const common = {
    code: cause,
    object: `Application/${application.ref.name}`,
    detail: condition.message,
    since: condition.since,
  };
  switch (cause) {
    case 'RepositoryCredentialRefused':
      return [
        finding({
          ...common,
          what: say('obstacle.repositoryCredential.what', { repository }),
          next: say('obstacle.repositoryCredential.next'),
        }),
      ];
    case 'RepositoryNotFound':
      return [
        finding({
          ...common,
          what: say('obstacle.repositoryNotFound.what', { repository }),
          next: say('obstacle.repositoryNotFound.next'),
        }),
      ];
    case 'RepositoryUnreachable':
      return [
        finding({
          ...common,
          what: say('obstacle.repositoryUnreachable.what', { repository }),
          next: say('obstacle.repositoryUnreachable.next'),
        }),
      ];
    case 'RevisionNotFound':
      return [
        finding({
          ...common,
          what: say('obstacle.revisionNotFound.what', { revision, repository }),
          next: say('obstacle.revisionNotFound.next'),
        }),
      ];
    case 'PathMissing':
      return [
        finding({
          ...common,
          what: say('obstacle.pathMissing.what', { path, repository }),
          next: say('obstacle.pathMissing.next'),
        }),
      ];
    case 'RenderError':
      return [
        finding({
          ...common,
          what: say('obstacle.render.what', { path }),
          next: say('obstacle.render.next'),
        }),
      ];
    case 'ComparisonError':
      return [
        finding({
          ...common,
          what: say('obstacle.compare.what'),
          next: say('obstacle.compare.next'),
        }),
      ];
    default:
      throw unknownCause(cause);
  }
}

function causeOf(message: string): Cause {
  return (
    causes.find(([, pattern]) => pattern.test(message))?.[0] ??
    'ComparisonError'
  );
}

/** `https://forge.example/acme/payments-gitops.git` as `acme/payments-gitops`. */
export function repositoryName(repoURL: string | undefined): string {
  const path = repoURL
    ?.replace(/^[a-z+]+:\/\/[^/]+\//i, '')
    .replace(/^[^/@]+@[^:/]+:/, '')
    .replace(/\.git\/?$/, '');
  return path || 'of the Application';
}

function unknownCause(cause: never): Error {
  return new Error(`Unknown cause of a failed comparison: ${cause}`);
}
