/**
 * Pure GitOps manifests: values in, manifests or edits out.
 *
 * @packageDocumentation
 */
export * from './images';
export * from './kustomize';
export * from './manifests';
export * from './names';
export * from './resources';
