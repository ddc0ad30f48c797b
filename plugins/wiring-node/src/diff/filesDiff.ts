import { compareText, firstLines } from './compareText';
import { Diff, DiffLine, DiffPart } from './Diff';
import { redactText } from './redactText';

/**
 * What happens to one file.
 *
 * @public
 */
export interface ComparedFile {
  path: string;
  /** Absent for a new one. */
  before?: Buffer;
  /** Absent for one that goes. */
  after?: Buffer;
  /** When it becomes, or is no longer, executable. */
  executable?: boolean;
}

/** @public */
export interface FileLimits {
  /** Larger files are only named. */
  bytes: number;
  /** Of one file. */
  lines: number;
  /** Of all files; those after are only named. */
  linesInAll: number;
}

const usualLimits: FileLimits = {
  bytes: 64 * 1024,
  lines: 40,
  linesInAll: 400,
};

/**
 * How the files of a repository would change; binary and large ones are only named.
 *
 * @public
 */
export function filesDiff(
  files: ComparedFile[],
  options: { limits?: FileLimits; secrets?: readonly string[] } = {},
): Diff {
  const { limits = usualLimits, secrets } = options;
  let left = limits.linesInAll;
  return {
    parts: files.map((file): DiffPart => {
      const lines = firstLines(
        left > 0
          ? linesOf(file, limits, secrets)
          : [{ mark: '…', text: 'not shown' }],
        Math.min(limits.lines, Math.max(left, 1)),
      );
      left -= lines.length;
      return { title: titleOf(file), lines };
    }),
  };
}

function titleOf({ path, before, after, executable }: ComparedFile): string {
  const change = (() => {
    if (before === undefined) {
      return executable ? 'new, executable' : 'new';
    }
    if (after === undefined) {
      return 'goes';
    }
    return executable === undefined
      ? 'changed'
      : `changed, ${executable ? '' : 'no longer '}executable`;
  })();
  return `${path} (${change})`;
}

function linesOf(
  { path, before, after }: ComparedFile,
  limits: FileLimits,
  secrets: readonly string[] | undefined,
): DiffLine[] {
  const sizes = [before, after].flatMap(one => (one ? [one.length] : []));
  if ([before, after].some(isBinary)) {
    return [{ mark: '…', text: `binary, ${sizes.join(' → ')} bytes` }];
  }
  if (sizes.some(size => size > limits.bytes)) {
    return [{ mark: '…', text: `large, ${sizes.join(' → ')} bytes` }];
  }
  const text = (content: Buffer | undefined) =>
    content && redactText(content.toString('utf8'), { path, secrets });
  const lines = compareText(text(before), text(after));
  return lines.length === 0 && before && after && !before.equals(after)
    ? [{ mark: '…', text: 'only in what is hidden' }]
    : lines;
}

/** As git judges it. */
function isBinary(content: Buffer | undefined): boolean {
  return content?.subarray(0, 8000).includes(0) ?? false;
}
