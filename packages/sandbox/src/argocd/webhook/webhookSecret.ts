import type { ClusterStore } from '../../world/seams.ts';

const ownSecret = 'argocd-secret';

/** What Argo CD was told that a forge sends along; undefined where it takes hooks from anybody. */
export function webhookSecret(
  cluster: ClusterStore,
  namespace: string,
  forge: 'gitlab' | 'github',
): string | undefined {
  const read = (name: string, key: string): string | undefined => {
    const secret = cluster
      .list('v1', 'Secret', { namespace })
      .find(({ metadata }) => metadata.name === name);
    const value = (secret as { data?: Record<string, string> } | undefined)
      ?.data?.[key];
    return value && Buffer.from(value, 'base64').toString('utf8').trim();
  };
  const value = read(ownSecret, `webhook.${forge}.secret`);
  if (!value?.startsWith('$')) {
    return value || undefined;
  }
  // `$key` is another key of the same Secret, `$name:key` one of another.
  const [first, second] = value.slice(1).split(':');
  return (
    (second === undefined ? read(ownSecret, first) : read(first, second)) ??
    value
  );
}
