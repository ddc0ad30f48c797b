export interface CodeBlock {
  language: string;
  /** The line in the file where it begins, from 1. */
  line: number;
  text: string;
}

export interface Link {
  target: string;
  line: number;
  isImage: boolean;
}

export interface TableRow {
  line: number;
  cells: string[];
}

export interface Markdown {
  blocks: CodeBlock[];
  links: Link[];
  /** As they are linked to. */
  anchors: Set<string>;
  headings: string[];
  /** The pieces of code within sentences and tables. */
  inlineCode: Array<{ text: string; line: number }>;
  rows: TableRow[];
}

/** The anchor that a heading gets. */
export function anchorOf(heading: string): string {
  return heading
    .replace(/`/g, '')
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

/** Reads what the tests look at; it is no renderer. */
export function parseMarkdown(text: string): Markdown {
  const found: Markdown = {
    blocks: [],
    links: [],
    anchors: new Set(),
    headings: [],
    inlineCode: [],
    rows: [],
  };
  let block: (CodeBlock & { fence: string; lines: string[] }) | undefined;
  for (const [index, content] of text.split('\n').entries()) {
    const line = index + 1;
    if (block) {
      if (content.trim() === block.fence) {
        const { language, line: start, lines } = block;
        found.blocks.push({ language, line: start, text: lines.join('\n') });
        block = undefined;
      } else {
        block.lines.push(content);
      }
      continue;
    }
    const fence = /^\s*(`{3,}|~{3,})\s*(\S*)/.exec(content);
    if (fence) {
      const [, marks, language] = fence;
      block = { language, line, text: '', fence: marks, lines: [] };
      continue;
    }
    readLine(found, content, line);
  }
  if (block) {
    throw new Error(`The code block of line ${block.line} has no end`);
  }
  return found;
}

function readLine(found: Markdown, content: string, line: number): void {
  const heading = /^#{1,6}\s+(.*)$/.exec(content);
  if (heading) {
    const anchor = anchorOf(heading[1]);
    const again = [...found.anchors].filter(
      one => one === anchor || one.replace(/-\d+$/, '') === anchor,
    ).length;
    found.anchors.add(again === 0 ? anchor : `${anchor}-${again}`);
    found.headings.push(heading[1]);
  }
  for (const [, , code] of content.matchAll(/(`+)(.+?)\1/g)) {
    found.inlineCode.push({ text: code.trim(), line });
  }
  const prose = content.replace(/(`+).+?\1/g, '');
  for (const [, mark, target] of prose.matchAll(
    /(!?)\[[^\]]*\]\(([^)\s]+)(?:\s[^)]*)?\)/g,
  )) {
    found.links.push({ target, line, isImage: mark === '!' });
  }
  const row = /^\s*\|(.*)\|\s*$/.exec(content);
  if (row && !/^[\s|:-]+$/.test(row[1])) {
    found.rows.push({
      line,
      cells: row[1].split(/(?<!\\)\|/).map(cell => cell.trim()),
    });
  }
}
