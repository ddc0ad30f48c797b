import { fileURLToPath } from 'node:url';
import type { RepositoryCredentials } from './repositoryCredentials.ts';
import { authorization } from './repositoryCredentials.ts';

const sshCommand = fileURLToPath(
  new URL('./ssh/sshCommand.ts', import.meta.url),
);

function quote(text: string): string {
  return `'${text.replace(/'/g, `'\\''`)}'`;
}

/** What git needs to open a repository: by the environment, where no other user and no log sees it. */
export function transportEnvironment(
  credentials: RepositoryCredentials | undefined,
): Record<string, string> {
  if (credentials?.sshPrivateKey) {
    return {
      GIT_SSH_COMMAND: `${quote(process.execPath)} --no-warnings ${quote(
        sshCommand,
      )}`,
      GIT_SSH_VARIANT: 'ssh',
      SLIPWAY_SSH_PRIVATE_KEY: credentials.sshPrivateKey,
      SLIPWAY_SSH_INSECURE: String(credentials.insecure ?? false),
      SLIPWAY_SSH_KNOWN_HOSTS: credentials.knownHosts ?? '',
    };
  }
  const header = authorization(credentials);
  return header
    ? {
        GIT_CONFIG_COUNT: '1',
        GIT_CONFIG_KEY_0: 'http.extraHeader',
        GIT_CONFIG_VALUE_0: `Authorization: ${header}`,
      }
    : {};
}
