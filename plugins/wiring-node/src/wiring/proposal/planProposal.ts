import { ConflictError } from '@backstage/errors';
import {
  FileChange,
  ForgeCommit,
  ForgeFile,
  ForgeMergeRequest,
} from '../../forge';
import { changesTo, Content, launchedHash } from '../repository';

/**
 * What is to be done about files that are proposed to a repository of others.
 *
 * @public
 */
export type ProposalPlan =
  /** On a branch of their own; `replaces` what an earlier run has left of it. */
  | { kind: 'create'; changes: FileChange[]; replaces: boolean }
  /** On top of what the open request brings. */
  | { kind: 'update'; why: string; changes: FileChange[] }
  /** They are there, or on their way with this request. */
  | { kind: 'unchanged'; request?: ForgeMergeRequest };

/** @public */
export interface ProposalScene {
  /** What the branch is called, here and in errors. */
  branch: string;
  /** What the forge calls a merge request. */
  title: string;
  /** Of the branch that the files are to come to. */
  targetFiles: ForgeFile[];
  /** The branch that brings them; undefined when it is not there. */
  source?: {
    files: ForgeFile[];
    /** The commits that the target has not. */
    ahead: ForgeCommit[];
  };
  /** Newest first. */
  requests: ForgeMergeRequest[];
}

/**
 * Compares files with the repository that they are for. Nothing that people have committed to the
 * branch is written over, and what they have closed is not opened again.
 *
 * @public
 */
export function planProposal(
  content: Content,
  scene: ProposalScene,
  options: {
    /** A folder that holds nothing but the files; what else is in it goes. */
    ownFolder?: string;
  } = {},
): ProposalPlan {
  const changes = changesIn(scene.targetFiles, content, options.ownFolder);
  if (changes.length === 0) {
    return { kind: 'unchanged' };
  }
  const { source, requests } = scene;
  const open = requests.find(({ state }) => state === 'open');
  if (!source) {
    return { kind: 'create', changes, replaces: false };
  }
  const missing = changesIn(source.files, content, options.ownFolder);
  if (open && missing.length === 0) {
    return { kind: 'unchanged', request: open };
  }
  assertOnlyOurs(scene, source.ahead, open);
  if (open) {
    const count = new Set(missing.map(({ path }) => path)).size;
    return {
      kind: 'update',
      why: `${count} files rendered differently than proposed`,
      changes: missing,
    };
  }
  const [last] = requests;
  if (last?.state === 'closed' && missing.length === 0) {
    throw new ConflictError(
      `Somebody has closed the ${scene.title} ${last.webUrl} without merging it; ` +
        `reopen it, or delete its branch ${scene.branch} to have it proposed anew`,
    );
  }
  return { kind: 'create', changes, replaces: true };
}

function changesIn(
  files: ForgeFile[],
  content: Content,
  ownFolder: string | undefined,
): FileChange[] {
  const wanted = new Set(content.files.map(({ path }) => path));
  return changesTo(
    files.filter(
      ({ path }) =>
        wanted.has(path) ||
        (ownFolder !== undefined && path.startsWith(`${ownFolder}/`)),
    ),
    content.files,
  );
}

function assertOnlyOurs(
  { branch, title }: ProposalScene,
  ahead: ForgeCommit[],
  open: ForgeMergeRequest | undefined,
): void {
  const others = ahead.filter(one => launchedHash(one) === undefined);
  if (others.length > 0) {
    const [first] = others[0].message.split('\n');
    throw new ConflictError(
      `The branch ${branch} has ${
        others.length
      } commits of others, such as ${others[0].id.slice(
        0,
        8,
      )} "${first}", which are not written over; ` +
        `${
          open
            ? `merge or close the ${title} ${open.webUrl}`
            : 'merge the branch'
        }, or delete it`,
    );
  }
}
