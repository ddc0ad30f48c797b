export { compareText } from './compareText';
export * from './Diff';
export * from './filesDiff';
export * from './knownSecrets';
export * from './objectDiff';
export { redactText } from './redactText';
export * from './valuesDiff';
