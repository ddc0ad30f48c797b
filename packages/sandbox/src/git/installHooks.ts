import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Writes the hooks that every repository of a folder shares; returns where they are. */
export async function installHooks(folder: string): Promise<string> {
  const hooks = join(folder, 'hooks');
  await mkdir(hooks, { recursive: true });
  const script = fileURLToPath(
    new URL('./hooks/preReceive.ts', import.meta.url),
  );
  const file = join(hooks, 'pre-receive');
  await writeFile(
    file,
    `#!/bin/sh\nexec ${quote(process.execPath)} --no-warnings ${quote(
      script,
    )}\n`,
  );
  await chmod(file, 0o755);
  return hooks;
}

function quote(text: string): string {
  return `'${text.replace(/'/g, `'\\''`)}'`;
}
