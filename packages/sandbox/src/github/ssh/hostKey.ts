import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { newKeyPair } from './newKeyPair.ts';

const stateSchema = z.object({
  privateKey: z.string(),
  publicKey: z.string(),
  port: z.number().int().optional(),
});

/** What a client of git's SSH remembers of a server: its key, and where it listens. */
export type SshState = z.infer<typeof stateSchema>;

function makeState(): SshState {
  const pair = newKeyPair();
  return { privateKey: pair.private, publicKey: pair.public.trim() };
}

/** The same at every start on a folder: Argo CD and people have the key in their known hosts. */
export async function loadSshState(
  folder: string | undefined,
): Promise<{ state: SshState; keep: (state: SshState) => Promise<void> }> {
  if (!folder) {
    return { state: makeState(), keep: async () => {} };
  }
  const file = join(folder, 'ssh.json');
  const keep = async (state: SshState) => {
    await mkdir(folder, { recursive: true });
    await writeFile(file, JSON.stringify(state), { mode: 0o600 });
  };
  let text: string | undefined;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') {
      throw error;
    }
  }
  if (text === undefined) {
    return { state: makeState(), keep };
  }
  try {
    return { state: stateSchema.parse(JSON.parse(text)), keep };
  } catch (cause) {
    throw new Error(
      `${file} does not hold the key of the sandbox's SSH. Remove it to have a new one made.`,
      { cause },
    );
  }
}
