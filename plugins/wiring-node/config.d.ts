export interface Config {
  delivery?: {
    /** Where launches put what they make. */
    launch?: {
      /**
       * The forge that new repositories go to: a host of `integrations.gitlab` or
       * `integrations.github`.
       */
      host?: string;
      /**
       * The group, organisation or user that new repositories go to.
       */
      group?: string;
      /**
       * The container registry as image names write it, with its port and without a scheme.
       */
      registryHost?: string;
      /**
       * With what nodes pull from the registry, such as GHCR, where no forge can give a credential for
       * it. Used for any registry when it is set.
       */
      registry?: {
        username: string;
        /**
         * @visibility secret
         */
        password: string;
      };
      /**
       * With what Argo CD reads every repository of the group that has no credential of its own: a
       * user name with a password, or an SSH key. For `delivery:argocd-credential-template:ensure`.
       */
      repositoryCredential?: {
        username?: string;
        /**
         * @visibility secret
         */
        password?: string;
        /**
         * @visibility secret
         */
        sshPrivateKey?: string;
      };
      /**
       * Where launches of templates that are made for GitHub put what they make, when it is not where
       * the keys above say.
       */
      github?: {
        /**
         * The GitHub that new repositories go to: a host of `integrations.github`.
         */
        host?: string;
        /**
         * The organisation or user that new repositories go to.
         */
        group?: string;
        /**
         * The container registry as image names write it, such as `ghcr.io`.
         */
        registryHost?: string;
        /**
         * With what nodes pull from that registry: GitHub gives nothing for it but a person's or a
         * machine user's token.
         */
        registry?: {
          username: string;
          /**
           * @visibility secret
           */
          password: string;
        };
        /**
         * With what Argo CD reads every repository of the group that has no credential of its own: a
         * user name with a password, or an SSH key. For `delivery:argocd-credential-template:ensure`.
         */
        repositoryCredential?: {
          username?: string;
          /**
           * @visibility secret
           */
          password?: string;
          /**
           * @visibility secret
           */
          sshPrivateKey?: string;
        };
      };
      /**
       * Who may see new repositories; `private` by default.
       */
      visibility?: 'private' | 'internal' | 'public';
      /**
       * What each environment's namespace may use in all, such as `limits.memory: 8Gi`.
       */
      quota?: { [resource: string]: string | number };
      /**
       * The token with which CI writes to the GitOps repository.
       */
      token?: {
        /**
         * For how many days a new one is good, up to 364, which is the default.
         */
        days?: number;
        /**
         * With fewer days left than this, 30 by default, the next launch replaces it.
         */
        renewDays?: number;
      };
      /**
       * The programs with which a dry run renders manifests; those on the PATH by default.
       */
      tools?: {
        /**
         * A kustomize, or a kubectl, which brings one.
         */
        kustomize?: string;
        helm?: string;
      };
    };
  };
}
