import { access, constants, mkdir, symlink, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { harmlessTools } from './harmlessTools.ts';

/** Removes what is in the job's folder, and nothing else. */
const removal = (tool: string) => `#!/bin/sh
for path in "$@"; do
  case "$path" in -*) continue ;; esac
  whole=$(realpath -m -- "$path") || exit 1
  case "$whole" in
    "$SLIPWAY_JOB_FOLDER"/*) ;;
    *) echo "rm: $path is outside of the job's folder, and the sandbox does not remove it" >&2; exit 1 ;;
  esac
done
exec '${tool}' "$@"
`;

/** OpenSSH goes by the machine's list of users, not by HOME: the job's own files are named to it. */
const secureShell = (tool: string) => `#!/bin/sh
config="$HOME/.ssh/slipway-config"
mkdir -p "$HOME/.ssh" && chmod 700 "$HOME/.ssh"
if [ ! -f "$config" ]; then
  [ -f "$HOME/.ssh/config" ] && cat "$HOME/.ssh/config" > "$config"
  {
    echo "Host *"
    echo "  BatchMode yes"
    echo "  UserKnownHostsFile $HOME/.ssh/known_hosts"
    for key in "$HOME"/.ssh/id_* "$HOME"/.ssh/*.pem "$HOME"/.ssh/*key; do
      case "$key" in *.pub) continue ;; esac
      [ -f "$key" ] && echo "  IdentityFile $key"
    done
    echo "  IdentitiesOnly yes"
  } >> "$config"
fi
exec '${tool}' -F "$config" "$@"
`;

const wrappers: Record<string, (tool: string) => string> = {
  rm: removal,
  ssh: secureShell,
  sleep: () => '#!/bin/sh\nexit 0\n',
  yq: () =>
    `#!/bin/sh\nexec '${process.execPath}' '${fileURLToPath(
      new URL('./yq.ts', import.meta.url),
    )}' "$@"\n`,
};

/** Our own, whether or not the machine has one. */
const always = new Set(['sleep', 'yq']);

/** Puts the programs that a workflow may use into a folder: its jobs' whole search path. */
export async function installTools(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const name of harmlessTools) {
    const tool = await find(name);
    const wrapper = wrappers[name];
    if (wrapper && (tool || always.has(name))) {
      await writeFile(join(folder, name), wrapper(tool ?? ''), { mode: 0o755 });
    } else if (tool) {
      await symlink(tool, join(folder, name));
    }
  }
}

async function find(name: string): Promise<string | undefined> {
  const path = process.env.PATH ?? '/usr/bin:/bin';
  for (const folder of path.split(delimiter).filter(Boolean)) {
    const candidate = join(folder, name);
    try {
      await access(candidate, constants.X_OK);
      return candidate;
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT' && code !== 'EACCES' && code !== 'ENOTDIR') {
        throw error;
      }
    }
  }
  return undefined;
}
