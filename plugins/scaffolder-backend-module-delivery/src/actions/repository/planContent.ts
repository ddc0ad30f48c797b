import { Blob, Commit, CommitAction } from '@slipway/plugin-wiring-node';
import { Content, ContentFile, gitBlobId } from './content';

/** What is to be done about the content of a repository. */
export type ContentPlan =
  /** It has no commits yet. */
  | { kind: 'create'; actions: CommitAction[] }
  /** It holds what an earlier launch rendered, untouched, and today's rendering differs. */
  | { kind: 'update'; why: string; actions: CommitAction[] }
  /** `note`: why other content than today's rendering is left alone. */
  | { kind: 'unchanged'; note?: string };

const trailer = 'Slipway-Launch';

export function launchMessage(title: string, hash: string): string {
  return `${title}\n\n${trailer}: ${hash}\n`;
}

/** The hash of the content that a commit launched; undefined for another commit. */
export function launchedHash(commit: Commit): string | undefined {
  return new RegExp(`^${trailer}: ([0-9a-f]{64})\\s*$`, 'm').exec(
    commit.message,
  )?.[1];
}

/**
 * Compares rendered content with a repository. What people, or their CI, have committed since a
 * launch is theirs: it is never written over.
 */
export function planContent(
  content: Content,
  repository: {
    /** Newest first. */
    commits: Commit[];
    /** Of the newest commit. */
    blobs: Blob[];
  },
): ContentPlan {
  const [newest] = repository.commits;
  if (!newest) {
    return { kind: 'create', actions: content.files.map(creation) };
  }
  const hashes = repository.commits.map(launchedHash);
  if (hashes.includes(content.hash)) {
    return { kind: 'unchanged' };
  }
  if (hashes[0] === undefined) {
    return {
      kind: 'unchanged',
      note: 'it has been worked on since its launch, so it is left as it is',
    };
  }
  const actions = changes(content.files, repository.blobs);
  return actions.length === 0
    ? { kind: 'unchanged' }
    : {
        kind: 'update',
        why: `${actions.length} files rendered differently than at the last launch`,
        actions,
      };
}

function creation(file: ContentFile): CommitAction {
  return {
    action: 'create',
    file_path: file.path,
    content: file.content.toString('base64'),
    encoding: 'base64',
    ...(file.executable && { execute_filemode: true }),
  };
}

function changes(files: ContentFile[], blobs: Blob[]): CommitAction[] {
  const there = new Map(blobs.map(blob => [blob.path, blob]));
  const wanted = new Set(files.map(({ path }) => path));
  return [
    ...files.flatMap((file): CommitAction[] => {
      const blob = there.get(file.path);
      if (!blob) {
        return [creation(file)];
      }
      if (blob.id !== gitBlobId(file.content)) {
        return [{ ...creation(file), action: 'update' }];
      }
      return (blob.mode === '100755') === file.executable
        ? []
        : [
            {
              action: 'chmod',
              file_path: file.path,
              execute_filemode: file.executable,
            },
          ];
    }),
    ...blobs
      .filter(({ path }) => !wanted.has(path))
      .map(({ path }): CommitAction => ({ action: 'delete', file_path: path })),
  ];
}
