import { FileChange, ForgeCommit, ForgeFile } from '../../forge';
import { Content, ContentFile, gitBlobId } from './content';

/**
 * What is to be done about the content of a repository.
 *
 * @public
 */
export type ContentPlan =
  /** It has no commits yet. */
  | { kind: 'create'; changes: FileChange[] }
  /** It holds what an earlier launch rendered, untouched, and today's rendering differs. */
  | { kind: 'update'; why: string; changes: FileChange[] }
  /** `note`: why other content than today's rendering is left alone. */
  | { kind: 'unchanged'; note?: string };

const trailer = 'Slipway-Launch';

/**
 * Of no content: the mark of a first commit that was left half made, which the next run completes.
 *
 * @public
 */
export const seedHash = '0'.repeat(64);

/** @public */
export function launchMessage(title: string, hash: string): string {
  return `${title}\n\n${trailer}: ${hash}\n`;
}

/**
 * The hash of the content that a commit launched; undefined for another commit.
 *
 * @public
 */
export function launchedHash(commit: ForgeCommit): string | undefined {
  return new RegExp(`^${trailer}: ([0-9a-f]{64})\\s*$`, 'm').exec(
    commit.message,
  )?.[1];
}

/**
 * Compares rendered content with a repository. What people, or their CI, have committed since a
 * launch is theirs: it is never written over.
 *
 * @public
 */
export function planContent(
  content: Content,
  repository: {
    /** Newest first. */
    commits: ForgeCommit[];
    /** Of the newest commit. */
    files: ForgeFile[];
  },
): ContentPlan {
  const [newest] = repository.commits;
  if (!newest) {
    return { kind: 'create', changes: content.files.map(creation) };
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
  const changes = changesTo(repository.files, content.files);
  const paths = new Set(changes.map(({ path }) => path));
  return changes.length === 0
    ? { kind: 'unchanged' }
    : {
        kind: 'update',
        why: `${paths.size} files rendered differently than at the last launch`,
        changes,
      };
}

function creation(file: ContentFile): FileChange {
  return { action: 'create', ...file };
}

/**
 * The changes by which files become others; what is not among the others goes.
 *
 * @public
 */
export function changesTo(
  current: ForgeFile[],
  files: ContentFile[],
): FileChange[] {
  const there = new Map(current.map(file => [file.path, file]));
  const wanted = new Set(files.map(({ path }) => path));
  return [
    ...files.flatMap((file): FileChange[] => {
      const found = there.get(file.path);
      if (!found) {
        return [creation(file)];
      }
      return [
        ...(found.id === gitBlobId(file.content)
          ? []
          : [{ action: 'update' as const, ...file }]),
        ...((found.mode === '100755') === file.executable
          ? []
          : [{ action: 'chmod' as const, ...file }]),
      ];
    }),
    ...current
      .filter(({ path }) => !wanted.has(path))
      .map(({ path }): FileChange => ({ action: 'delete', path })),
  ];
}
