export interface Config {
  /** What Slipway works with. */
  delivery?: {
    /** The environments of every service, in the promotion order. */
    environments: Array<{
      /**
       * A DNS label.
       * @visibility backend
       */
      name: string;
      /**
       * What people read; the name by default.
       * @visibility backend
       */
      title?: string;
      /**
       * A cluster of `kubernetes.clusterLocatorMethods`.
       * @visibility backend
       */
      cluster: string;
      /**
       * The namespace of a service: `{{service}}` (needed) and `{{environment}}` stand for the names.
       * @visibility backend
       */
      namespace: string;
      /**
       * Whether Argo CD syncs by itself (the default) or a person does.
       * @visibility backend
       */
      sync?: 'automatic' | 'manual';
    }>;
    /** The Argo CD instances. */
    argocd: Array<{
      /** @visibility backend */
      name: string;
      /**
       * The cluster that it runs in, one of `kubernetes.clusterLocatorMethods`.
       * @visibility backend
       */
      cluster: string;
      /**
       * The namespace of its Applications; `argocd` by default.
       * @visibility backend
       */
      namespace?: string;
      /**
       * Its web page, for links.
       * @visibility backend
       */
      url?: string;
      /**
       * Its /api/webhook as the forges reach it; below url by default.
       * @visibility backend
       */
      webhookUrl?: string;
      /**
       * How its destinations name a cluster: server URL by cluster name. Its own cluster needs none.
       * @visibility backend
       */
      destinations?: { [cluster: string]: string };
    }>;
    /** What is to be known about a cluster. */
    clusters?: {
      [cluster: string]: {
        /**
         * The cluster's nodes run on this machine and reach its loopback addresses.
         * @visibility backend
         */
        reachesLoopback?: boolean;
        /**
         * The controllers of Argo CD and Argo Rollouts do not run as pods of this cluster, so that
         * preflight does not look for them there.
         * @visibility backend
         */
        controllersElsewhere?: boolean;
      };
    };
    webhook?: {
      /**
       * What a forge sends along with a webhook; without it every webhook is refused.
       * @visibility secret
       */
      secret?: string;
      /**
       * Where forges reach the portal; `backend.baseUrl` by default.
       * @visibility backend
       */
      baseUrl?: string;
    };
  };
  /** Declared here as well, so that the token is a secret also without the Kubernetes plugin. */
  kubernetes?: {
    clusterLocatorMethods?: Array<{
      clusters?: Array<{
        /**
         * The token of the portal's account on the cluster.
         * @visibility secret
         */
        serviceAccountToken?: string;
      }>;
    }>;
  };
}
