import { NotAllowedError } from '@backstage/errors';
import { GitlabTransport } from '@slipway/plugin-delivery-node';
import {
  listDeployTokens,
  MintedCredential,
  mintDeployToken,
  revokeDeployToken,
} from './tokens';

/** Mints a deploy token and tries it where it will be used; one that does not work is taken back. */
export async function mintTriedDeployToken(
  forge: GitlabTransport,
  options: {
    project: number;
    name: string;
    scopes: string[];
    works: (credential: MintedCredential) => Promise<boolean>;
    /** What to say when it is refused. */
    refusal: string;
  },
): Promise<MintedCredential> {
  const { project, name, scopes, works, refusal } = options;
  const minted = await mintDeployToken(forge, project, { name, scopes });
  if (!(await works(minted))) {
    await revokeDeployToken(forge, project, minted.id);
    throw new NotAllowedError(
      `The new deploy token ${name} does not work: ${refusal}`,
    );
  }
  return minted;
}

/** Takes back the tokens that nothing uses, such as those of a launch that broke off. */
export async function tidyDeployTokens(
  forge: GitlabTransport,
  options: {
    project: number;
    name: string;
    /** Of the tokens that are in use. */
    usernames: string[];
    say: (words: string) => void;
  },
): Promise<void> {
  const { project, name, usernames, say } = options;
  const tokens = await listDeployTokens(forge, project);
  for (const { id } of unusedTokens(tokens, name, usernames)) {
    await revokeDeployToken(forge, project, id);
    say(`revoked    deploy token ${name} #${id}, which nothing used`);
  }
}

export function unusedTokens<T extends { name: string; username: string }>(
  tokens: T[],
  name: string,
  usernames: string[],
): T[] {
  return tokens.filter(
    token => token.name === name && !usernames.includes(token.username),
  );
}
