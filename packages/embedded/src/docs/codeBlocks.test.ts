import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import ts from 'typescript';
import { parseAllDocuments } from 'yaml';
import { root } from '../paths.ts';
import { markdownFiles } from './markdownFiles.ts';
import type { CodeBlock } from './parseMarkdown.ts';

const blocks = markdownFiles.flatMap(({ path, blocks: inFile }) =>
  inFile.map(block => ({ path, ...block })),
);
const ofLanguage = (...languages: string[]) =>
  blocks.filter(({ language }) => languages.includes(language));

function yamlProblems({ text }: CodeBlock): string[] {
  return parseAllDocuments(text).flatMap(({ errors }) =>
    errors.map(({ message }) => message.split('\n')[0]),
  );
}

function jsonProblems({ text }: CodeBlock): string[] {
  try {
    JSON.parse(text);
    return [];
  } catch (error) {
    return [(error as Error).message];
  }
}

function typeScriptProblems({ text }: CodeBlock): string[] {
  const { diagnostics = [] } = ts.transpileModule(text, {
    reportDiagnostics: true,
    compilerOptions: { target: ts.ScriptTarget.ESNext },
  });
  return diagnostics.map(({ messageText }) =>
    ts.flattenDiagnosticMessageText(messageText, ' '),
  );
}

function problemsOf(
  chosen: typeof blocks,
  check: (block: CodeBlock) => string[],
): string[] {
  return chosen.flatMap(block =>
    check(block).map(problem => `${block.path}:${block.line} ${problem}`),
  );
}

const trimmedLines = (text: string) => text.split('\n').map(it => it.trim());

/** The lines of a block that say which file they are of, and are not in it. */
function strayLines({ text }: CodeBlock): string[] {
  const [first, ...rest] = text.split('\n');
  const source = /^(?:\/\/|#) ([\w./{}-]+\.[a-z]+)$/.exec(first)?.[1];
  if (!source || !existsSync(join(root, source))) {
    return [];
  }
  const lines = new Set(trimmedLines(readFileSync(join(root, source), 'utf8')));
  return trimmedLines(rest.join('\n'))
    .filter(line => line !== '' && !/^(\/\/|#) …/.test(line))
    .filter(line => !lines.has(line))
    .map(line => `is not in ${source}: ${line}`);
}

describe('code blocks', () => {
  it('of YAML parse', () => {
    const yaml = ofLanguage('yaml', 'yml');
    assert.ok(yaml.length > 10);
    assert.deepEqual(problemsOf(yaml, yamlProblems), []);
  });

  it('of JSON parse', () => {
    const json = ofLanguage('json');
    assert.ok(json.length > 0);
    assert.deepEqual(problemsOf(json, jsonProblems), []);
  });

  it('of TypeScript parse', () => {
    const code = ofLanguage('ts', 'typescript');
    assert.ok(code.length > 5);
    assert.deepEqual(problemsOf(code, typeScriptProblems), []);
  });

  it('say what their language is', () => {
    const bare = blocks
      .filter(
        ({ path, language }) =>
          (path === 'README.md' || path.startsWith('docs/')) && !language,
      )
      .map(({ path, line }) => `${path}:${line}`);
    assert.deepEqual(bare, []);
  });

  it('that begin with the name of a file are taken from it', () => {
    const excerpts = blocks.filter(({ text }) =>
      /^(\/\/|#) (packages|plugins|templates)\//.test(text),
    );
    assert.ok(excerpts.length > 5, `${excerpts.length} excerpts`);
    assert.deepEqual(problemsOf(excerpts, strayLines), []);
  });
});
