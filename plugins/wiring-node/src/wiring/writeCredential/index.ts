export * from './ensureWriteCredential';
export * from './planWriteCredential';
export { pushUrl } from './replaceSafely';
