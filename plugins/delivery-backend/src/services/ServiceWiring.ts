import {
  PipelineReference,
  PipelineSource,
} from '@slipway/plugin-delivery-node';

/** How the Applications of a service are found. */
export interface ApplicationLookup {
  /** The entity reference of the service; an Application that names another one is not its own. */
  entityRef: string;
  find:
    | { by: 'name'; name: string }
    /** A Kubernetes label selector. */
    | { by: 'selector'; selector: string };
  /** The names of the Argo CD instances to look at. */
  instances: string[];
}

/** A part of the wiring. */
export type Wired<T> =
  | { kind: 'wired'; value: T }
  | { kind: 'not-wired'; missing: string[] }
  /** The annotations contradict each other or name what there is not. */
  | { kind: 'invalid'; reason: string };

/** Where to look for the delivery of a service, by its annotations. */
export interface ServiceWiring {
  entityRef: string;
  /** The name of the service, as namespace patterns use it. */
  service: string;
  applications: Wired<ApplicationLookup>;
  pipelines: Wired<{ source: PipelineSource; reference: PipelineReference }>;
}
