/**
 * What is about to be launched, as far as it is known before anything has been rendered.
 *
 * @public
 */
export interface PreflightInput {
  /** The name of the service. */
  service: string;
  /** The tags of the pipeline's jobs; none where any runner will do. */
  jobTags?: readonly string[];
  /** The custom kinds that its manifests are of, beside those of Argo CD; `Rollout` by default. */
  kinds?: readonly string[];
  /**
   * What its pods ask for in each environment at the most, the old and the new version together, such
   * as `requests.memory: 704Mi`; by the name of the environment.
   */
  resources?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}
