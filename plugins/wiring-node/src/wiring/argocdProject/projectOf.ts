import {
  appProjectManifest,
  Manifest,
  ServiceNames,
} from '@slipway/plugin-gitops-common';
import { Place } from '../../cluster';

/**
 * The AppProject of a service in one Argo CD, as it is wanted.
 *
 * @public
 */
export function projectOf(
  names: ServiceNames,
  options: {
    /** The namespace of Argo CD. */
    namespace: string;
    sourceRepos: string[];
    places: Place[];
  },
): Manifest {
  return appProjectManifest({
    name: names.appProject,
    namespace: options.namespace,
    service: names.service,
    sourceRepos: options.sourceRepos,
    destinations: options.places,
  });
}
