/**
 * A line of a diff. `…` marks words in place of lines, such as how many were left out.
 *
 * @public
 */
export interface DiffLine {
  mark: '+' | '-' | ' ' | '…';
  text: string;
}

/**
 * What differs in one file, or in a thing that is no file.
 *
 * @public
 */
export interface DiffPart {
  /** Such as `app/main.py (new)`; absent where there is but one part. */
  title?: string;
  lines: DiffLine[];
}

/**
 * What differs between what is there and what is wanted; no part at all when nothing does. There is no
 * value of a secret in it.
 *
 * @public
 */
export interface Diff {
  parts: DiffPart[];
}

/** @public */
export function hasDifferences(diff: Diff): boolean {
  return diff.parts.some(({ lines }) => lines.length > 0);
}

/**
 * A diff as lines for a log or a file.
 *
 * @public
 */
export function presentDiff(diff: Diff): string[] {
  return diff.parts.flatMap(({ title, lines }) => {
    const body = lines.map(({ mark, text }) =>
      mark === '…' ? `… ${text}`.trimEnd() : `${mark}${text}`,
    );
    return title === undefined
      ? body
      : [title, ...body.map(line => `  ${line}`)];
  });
}
