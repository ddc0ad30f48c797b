/**
 * GitLab for the delivery backend.
 *
 * @packageDocumentation
 */
export { deliveryGitlabFeatures as default } from './deliveryGitlabFeatures';
export { deliveryModuleGitlab } from './deliveryModuleGitlab';
export { eventsModuleGitlabHooks } from './eventsModuleGitlabHooks';
