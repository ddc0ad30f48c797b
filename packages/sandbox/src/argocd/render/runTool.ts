import { run } from '../tools/run.ts';
import { SourceError } from '../source/SourceError.ts';
import type { RenderRequest } from './RenderRequest.ts';

const CACHED = '<path to cached source>';

/** The words of a failure, without what kubectl puts around those of kustomize. */
export function wordsOf(stderr: string): string {
  const logged = /"command failed" err=("(?:[^"\\]|\\.)*")\s*$/.exec(stderr);
  return logged
    ? `Error: ${JSON.parse(logged[1])}`
    : stderr.trim().replace(/^error: /, 'Error: ');
}

/**
 * Runs a rendering tool. When it fails, its own words are the error, without the places where
 * this machine keeps the files.
 */
export async function runTool(
  command: string[],
  shown: string,
  request: RenderRequest,
  options: { cwd: string; env?: Record<string, string> },
): Promise<string> {
  const { code, stdout, stderr } = await run(command, {
    ...options,
    timeoutSeconds: request.timeoutSeconds,
    signal: request.signal,
  });
  const hide = (text: string) => text.replaceAll(request.root, CACHED);
  if (code === undefined) {
    throw new SourceError(
      `\`${hide(shown)}\` failed timeout after ${request.timeoutSeconds}s`,
    );
  }
  if (code !== 0) {
    throw new SourceError(
      `\`${hide(shown)}\` failed exit status ${code}: ${hide(
        wordsOf(stderr),
      ).slice(0, 4_000)}`,
    );
  }
  return stdout;
}
