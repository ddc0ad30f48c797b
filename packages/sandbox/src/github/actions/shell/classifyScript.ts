import { findPrograms } from './findPrograms.ts';
import { builtins, harmlessTools } from './harmlessTools.ts';

/** How far a script of a workflow is run. */
export type ScriptClass =
  /** Every program in it is one that is known to be harmless: how it ends counts. */
  | { kind: 'real' }
  /** Others in it are shown in place of being run: how it ends says nothing. */
  | { kind: 'partly'; simulated: string[] }
  /** It names programs past the search path, which nothing could hold back. */
  | { kind: 'shown'; because: string };

const known = new Set([...builtins, ...harmlessTools]);
const shells = new Set(['sh', 'bash', '/bin/sh', '/bin/bash']);

/** The scripts of the repository that a script calls, as `sh ci/x.sh` or `./ci/x.sh`. */
function calledScripts(script: string): string[] {
  return [
    ...script.matchAll(
      /(?:^|[\n;&|]|\bthen\b|\bdo\b)\s*(?:(?:ba)?sh\s+(?:-\w+\s+)*)?((?:\.\/)?[\w./-]+\.sh)\b/g,
    ),
  ].map(([, path]) => path);
}

/** Decides how a script is run by the programs in it; `read` gives the checkout's files. */
export function classifyScript(
  script: string,
  read: (path: string) => string | undefined,
  depth = 0,
): ScriptClass {
  const simulated = new Set<string>();
  const scripts = new Set(calledScripts(script));
  for (const program of findPrograms(script)) {
    if (known.has(program) || shells.has(program) || scripts.has(program)) {
      continue;
    }
    if (program.endsWith('$')) {
      return { kind: 'shown', because: 'a program that a variable names' };
    }
    if (program.includes('/')) {
      return { kind: 'shown', because: program };
    }
    simulated.add(program);
  }
  for (const path of scripts) {
    const content = depth < 3 ? read(path) : undefined;
    const inner =
      content === undefined
        ? undefined
        : classifyScript(content, read, depth + 1);
    if (inner?.kind === 'shown') {
      return inner;
    }
    if (inner?.kind === 'partly') {
      inner.simulated.forEach(program => simulated.add(program));
    }
  }
  return simulated.size === 0
    ? { kind: 'real' }
    : { kind: 'partly', simulated: [...simulated] };
}
