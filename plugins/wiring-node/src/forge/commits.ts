import { NotFoundError } from '@backstage/errors';
import { GitlabTransport } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import { parseAnswer, parseList } from './parse';
import { projectPath } from './projects';

const commitSchema = z.object({ id: z.string(), message: z.string() });
const blobSchema = z.object({
  id: z.string(),
  path: z.string(),
  mode: z.string(),
  type: z.literal('blob'),
});

export type Commit = z.infer<typeof commitSchema>;
export type Blob = z.infer<typeof blobSchema>;

export interface CommitAction {
  action: 'create' | 'update' | 'delete' | 'chmod';
  file_path: string;
  content?: string;
  encoding?: 'base64';
  execute_filemode?: boolean;
}

/** Newest first; empty for a repository without commits. */
export async function listCommits(
  forge: GitlabTransport,
  project: number,
  branch: string,
  limit: number,
): Promise<Commit[]> {
  try {
    const commits = await forge.list(
      `${projectPath(project)}/repository/commits`,
      { ref_name: branch },
      { limit },
    );
    return parseList(commitSchema, commits);
  } catch (error) {
    if (error instanceof NotFoundError) {
      return [];
    }
    throw error;
  }
}

/** All files of a branch. */
export async function listFiles(
  forge: GitlabTransport,
  project: number,
  branch: string,
): Promise<Blob[]> {
  const entries = await forge.list(`${projectPath(project)}/repository/tree`, {
    ref: branch,
    recursive: true,
  });
  return parseList(blobSchema, entries);
}

export async function createCommit(
  forge: GitlabTransport,
  project: number,
  commit: { branch: string; message: string; actions: CommitAction[] },
): Promise<string> {
  const answer = await forge.request({
    method: 'POST',
    path: `${projectPath(project)}/repository/commits`,
    body: {
      branch: commit.branch,
      commit_message: commit.message,
      actions: commit.actions,
    },
  });
  return parseAnswer(z.object({ id: z.string() }), answer.body, 'new commit')
    .id;
}
