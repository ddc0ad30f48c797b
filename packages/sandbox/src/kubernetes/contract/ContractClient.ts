import type { AccessRule } from '../http/Subject.ts';

/** A way to send requests to a Kubernetes API, the real one or the twin, as somebody who may do everything. */
export interface ContractClient {
  request(
    method: string,
    /** From the server's root: `/api/v1/namespaces` */
    path: string,
    options?: {
      headers?: Record<string, string>;
      /** Sent as JSON, or as it is when it is text. */
      body?: unknown;
    },
  ): Promise<ContractResponse>;
  /** The same API for a new service account that may do this, and nothing else. */
  serviceAccount(options: {
    namespace: string;
    name: string;
    rules: readonly AccessRule[];
  }): Promise<Pick<ContractClient, 'request'>>;
}

export interface ContractResponse {
  status: number;
  headers: Record<string, string>;
  /** Parsed when it is one JSON document, else the text. */
  body: any;
}

/** Something that holds for every Kubernetes API. */
export interface ContractCase {
  /** The rule. */
  name: string;
  /** What has to run beside the API server for it, as the controller manager calls it. */
  needs?: 'garbage-collector' | 'namespace' | 'resourcequota' | 'argo-crds';
  run(client: ContractClient): Promise<void>;
}
