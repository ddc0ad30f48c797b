import { structuredPatch } from 'diff';
import { DiffLine } from './Diff';

/** How many lines that are the same stand around one that is not. */
const context = 2;

/**
 * How a text becomes another. One that was not there, or will not be, is all `+` or all `-`.
 *
 * @public
 */
export function compareText(
  before: string | undefined,
  after: string | undefined,
): DiffLine[] {
  if (before === undefined || after === undefined) {
    const mark = before === undefined ? '+' : '-';
    return linesOf(before ?? after ?? '').map(text => ({ mark, text }));
  }
  const { hunks } = structuredPatch('', '', before, after, '', '', { context });
  return hunks.flatMap(({ lines }, index): DiffLine[] => [
    ...(index > 0 ? [{ mark: '…' as const, text: '' }] : []),
    ...lines.flatMap((line): DiffLine[] => {
      const mark = line[0];
      // The remark on a missing line break at the end of a file.
      return mark === '+' || mark === '-' || mark === ' '
        ? [{ mark, text: line.slice(1) }]
        : [{ mark: '…', text: line.slice(1).trim() }];
    }),
  ]);
}

/** The first lines, with the words for those that are left out. */
export function firstLines(lines: DiffLine[], limit: number): DiffLine[] {
  return lines.length <= limit
    ? lines
    : [
        ...lines.slice(0, limit),
        { mark: '…', text: `${lines.length - limit} more lines` },
      ];
}

function linesOf(text: string): string[] {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.slice(0, -1) : lines;
}
