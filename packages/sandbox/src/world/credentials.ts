import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { newAppKey } from '../github/seed/newAppKey.ts';

/** A further token of the forge, for tests of what somebody with less, or with more, meets. */
const givenForgeTokenSchema = z.object({
  token: z.string().min(20),
  /** Of the seed, such as `root`. */
  username: z.string(),
  scopes: z.array(z.string()),
  /** A date. */
  expiresAt: z.string().optional(),
});

const accessRuleSchema = z.object({
  verbs: z.array(z.string()),
  groups: z.array(z.string()),
  resources: z.array(z.string()),
  namespaces: z.array(z.string()).optional(),
});

/** A further token of the clusters, with all that it may do there. */
const givenClusterTokenSchema = z.object({
  token: z.string().min(20),
  name: z.string(),
  rules: z.array(accessRuleSchema),
});

const credentialsSchema = z.object({
  /** The portal's personal access token on the forge. */
  forgeToken: z.string().min(20),
  /** The portal's bearer token on the clusters. */
  clusterToken: z.string().min(20),
  /** What the forge's webhooks to the portal are signed with. */
  webhookSecret: z.string().min(16),
  /** Signs the registry's own tokens. */
  registrySecret: z.string().min(16),
  /** The portal's classic personal access token on GitHub's side of the forge. */
  githubToken: z.string().min(20),
  /** A classic token that reads packages and nothing else, with which nodes pull. */
  githubPullToken: z.string().min(20),
  /** The private key (PEM) of the GitHub App that is installed in `acme`. */
  githubAppKey: z.string().min(100),
  /** Of the account `admin` of Argo CD, for its own API. */
  argocdPassword: z.string().min(16),
  forgeTokens: z.array(givenForgeTokenSchema).optional(),
  githubTokens: z.array(givenForgeTokenSchema).optional(),
  clusterTokens: z.array(givenClusterTokenSchema).optional(),
});

const addedSchema = credentialsSchema.partial({
  githubToken: true,
  githubPullToken: true,
  githubAppKey: true,
  argocdPassword: true,
});

export type GivenForgeToken = z.infer<typeof givenForgeTokenSchema>;

/** What the world outside the sandbox needs to get in. */
export type Credentials = z.infer<typeof credentialsSchema>;

function makeCredentials(): Credentials {
  const random = (bytes: number) => randomBytes(bytes).toString('base64url');
  return {
    forgeToken: `glpat-${random(15)}`,
    clusterToken: random(24),
    webhookSecret: random(24),
    registrySecret: random(32),
    githubToken: classicToken(),
    githubPullToken: classicToken(),
    githubAppKey: newAppKey(),
    argocdPassword: random(24),
  };
}

function classicToken(): string {
  const random = randomBytes(27).toString('base64');
  return `ghp_${random.replace(/[^A-Za-z0-9]/g, '0')}`;
}

/**
 * The credentials of a sandbox: those given, those that an earlier start wrote into the folder, or
 * new ones, which are kept there for this user alone.
 */
export async function loadCredentials(
  folder: string | undefined,
  given: Partial<Credentials> = {},
): Promise<Credentials> {
  if (!folder) {
    return { ...makeCredentials(), ...given };
  }
  const file = join(folder, 'credentials.json');
  const credentials = {
    ...makeCredentials(),
    ...(await readCredentials(file)),
    ...given,
  };
  await mkdir(folder, { recursive: true });
  await writeFile(file, JSON.stringify(credentials), { mode: 0o600 });
  return credentials;
}

async function readCredentials(
  file: string,
): Promise<Partial<Credentials> | undefined> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return undefined;
    }
    throw error;
  }
  try {
    // One that was written before something was added has the rest made up.
    return addedSchema.parse(JSON.parse(text));
  } catch (cause) {
    throw new Error(
      `${file} does not hold the credentials of a sandbox. Remove the folder to start afresh.`,
      { cause },
    );
  }
}
