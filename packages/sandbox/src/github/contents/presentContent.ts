import type { TreeEntry } from '../../git/parseTree.ts';
import type { ProjectRecord } from '../../forge/records/records.ts';
import type { GithubContext } from '../GithubContext.ts';
import { apiUrlOf, webUrlOf } from '../present/presentRepository.ts';

const kinds: Record<string, 'file' | 'dir' | 'submodule' | 'symlink'> = {
  '040000': 'dir',
  '120000': 'symlink',
  '160000': 'submodule',
};

/** An entry of a folder, without what is in it. */
export function presentEntry(
  context: GithubContext,
  project: ProjectRecord,
  entry: TreeEntry,
  ref: string,
  size: number,
) {
  const type = kinds[entry.mode] ?? 'file';
  const encoded = encodeURI(entry.path);
  const url = `${apiUrlOf(
    context,
    project,
  )}/contents/${encoded}?ref=${encodeURIComponent(ref)}`;
  const web = webUrlOf(context, project);
  const html = `${web}/${type === 'dir' ? 'tree' : 'blob'}/${encodeURI(
    ref,
  )}/${encoded}`;
  const git = `${apiUrlOf(context, project)}/git/${
    type === 'dir' ? 'trees' : 'blobs'
  }/${entry.id}`;
  return {
    name: entry.path.split('/').at(-1)!,
    path: entry.path,
    sha: entry.id,
    size,
    url,
    html_url: html,
    git_url: git,
    download_url:
      type === 'dir' ? null : `${web}/raw/${encodeURI(ref)}/${encoded}`,
    type,
    _links: { self: url, git, html },
  };
}

/** Base64 with a line break after each 60 characters, as GitHub has it. */
export function encodeContent(content: Buffer): string {
  return content
    .toString('base64')
    .replace(/(.{60})/g, '$1\n')
    .replace(/([^\n])$/, '$1\n');
}
