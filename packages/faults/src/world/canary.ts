import { randomBytes } from 'node:crypto';

/** A text that no secret but ours has; every credential of this world has it in it. */
export function plantCanary() {
  const canary = `CANARY${randomBytes(6).toString('hex')}`;
  const token = (prefix: string) =>
    `${prefix}${canary}${randomBytes(8).toString('hex')}`;
  return {
    canary,
    credentials: {
      forgeToken: token('glpat-'),
      githubToken: token('ghp_'),
      githubPullToken: token('ghp_'),
      clusterToken: token('cluster'),
      webhookSecret: token('hook'),
    },
  };
}
