import { readFile } from 'node:fs/promises';

/** A program that was not run, with what came in at its standard input. */
export interface SimulatedCall {
  words: string[];
  input: string;
}

/**
 * Bash calls this function for a program that it does not find: it writes down what was called,
 * and succeeds.
 */
const handler = `() {
  local input=
  case " $* " in *" --password-stdin "*) IFS= read -r -d '' input ;; esac
  printf '%s\\0' "$(($# + 1))" "$@" "$input" >> "$SLIPWAY_CALLS"
  printf '(not run) %s\\n' "$*" >&2
  return 0
}`;

/** Variables with which a shell notes the programs that it does not have. */
export function simulatedCommands(file: string): Record<string, string> {
  return {
    'BASH_FUNC_command_not_found_handle%%': handler,
    SLIPWAY_CALLS: file,
  };
}

export async function readSimulatedCalls(
  file: string,
): Promise<SimulatedCall[]> {
  const parts = (await readFile(file, 'utf8')).split('\0');
  const calls: SimulatedCall[] = [];
  for (let at = 0; at < parts.length - 1; ) {
    const count = Number(parts[at]);
    const words = parts.slice(at + 1, at + 1 + count);
    calls.push({ input: words.pop() ?? '', words });
    at += count + 1;
  }
  return calls;
}
