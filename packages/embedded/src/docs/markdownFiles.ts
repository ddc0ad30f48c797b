import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../paths.ts';
import { parseMarkdown, type Markdown } from './parseMarkdown.ts';

export interface MarkdownFile extends Markdown {
  /** From the root of the checkout. */
  path: string;
}

const skipped = new Set([
  'node_modules',
  'dist',
  'dist-types',
  'coverage',
  'artifacts',
  '.git',
  '.cache',
  '.yarn',
]);

/** What a template renders is about another repository. */
const isRendered = (path: string) =>
  /^templates\/[^/]+\/(skeleton|expected)$/.test(path);

function find(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const file = join(folder, entry.name);
    if (entry.isDirectory()) {
      return skipped.has(entry.name) || isRendered(relative(root, file))
        ? []
        : find(file);
    }
    // API reports are made by a program.
    return entry.name.endsWith('.md') && !/report.*\.api\.md$/.test(entry.name)
      ? [file]
      : [];
  });
}

/** Every page of the documentation, READMEs included. */
export const markdownFiles: MarkdownFile[] = find(root)
  .sort()
  .map(file => ({
    path: relative(root, file),
    ...parseMarkdown(readFileSync(file, 'utf8')),
  }));

/** The file at a path, which a test is about. */
export function markdownFile(path: string): MarkdownFile {
  const file = markdownFiles.find(one => one.path === path);
  if (!file) {
    throw new Error(`There is no ${path}`);
  }
  return file;
}
