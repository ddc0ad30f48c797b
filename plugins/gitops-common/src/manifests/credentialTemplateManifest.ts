import { decodeBase64, encodeBase64 } from './base64';
import { Manifest } from './manifest';
import { RepositoryCredential } from './repositorySecretManifest';

/**
 * The name of the credential template for all repositories whose address begins so.
 *
 * @public
 */
export function credentialTemplateName(prefix: string): string {
  const words = prefix
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  return `repo-creds-${words}`.slice(0, 253);
}

/**
 * The Secret with which Argo CD reads every repository whose address begins with a prefix, and that
 * has no credential of its own. It belongs to no service.
 *
 * @public
 */
export function credentialTemplateManifest(options: {
  /** The namespace of Argo CD. */
  namespace: string;
  /** With a slash at its end, or it would fit the neighbours too. */
  prefix: string;
  credential: RepositoryCredential;
}): Manifest {
  const { prefix, credential } = options;
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: {
      name: credentialTemplateName(prefix),
      namespace: options.namespace,
      labels: {
        'app.kubernetes.io/managed-by': 'slipway',
        'argocd.argoproj.io/secret-type': 'repo-creds',
      },
    },
    type: 'Opaque',
    data: {
      type: encodeBase64('git'),
      url: encodeBase64(prefix),
      ...('sshPrivateKey' in credential
        ? { sshPrivateKey: encodeBase64(credential.sshPrivateKey) }
        : {
            username: encodeBase64(credential.username),
            password: encodeBase64(credential.password),
          }),
    },
  };
}

/**
 * The prefix that a credential template is for; undefined for a Secret without one.
 *
 * @public
 */
export function credentialTemplatePrefix(secret: unknown): string | undefined {
  const data = (secret as { data?: Record<string, string> } | undefined)?.data;
  return decodeBase64(data?.url) || undefined;
}
