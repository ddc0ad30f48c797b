import type { Application } from '../model/Application.ts';
import { sourcesOf } from '../model/Application.ts';
import type { Push } from './PushPayload.ts';

type Source = ReturnType<typeof sourcesOf>[number];

/** The Applications that a push concerns: same repository, and a revision that it may have moved. */
export function findConcerned(
  applications: Application[],
  push: Push,
): string[] {
  const repository = repositoryPattern(push.webUrl);
  return applications
    .filter(application =>
      sourcesOf(application).some(
        source =>
          repository.test(source.repoURL) && followsRevision(source, push),
      ),
    )
    .map(application => application.metadata.name);
}

/** By whatever protocol and port: Argo CD compares host and path alone. */
function repositoryPattern(webUrl: string): RegExp {
  const { hostname, pathname } = new URL(webUrl);
  const quote = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const user = '[\\w.][\\w.-]{0,30}[\\w.$-]?';
  return new RegExp(
    `^((https?|ssh)://)?(${user}@)?((alt)?ssh\\.)?${quote(
      hostname,
    )}(:\\d+)?[:/]${quote(pathname.slice(1))}(\\.git)?$`,
    'i',
  );
}

function followsRevision(
  { targetRevision = '' }: Source,
  { ref, defaultBranch }: Push,
): boolean {
  const pushed = shortName(ref);
  const wanted = shortName(targetRevision);
  if (wanted === 'HEAD' || wanted === '') {
    return pushed === defaultBranch;
  }
  return /^refs\/(heads|tags)\//.test(targetRevision)
    ? pushed === wanted
    : pushed === targetRevision;
}

function shortName(ref: string): string {
  return ref.split('/').length > 2
    ? ref.split('/').slice(2).join('/')
    : ref.split('/').at(-1)!;
}
