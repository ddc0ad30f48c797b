export * from './facts';
export * from './ParseOutcome';
export { parseObject } from './parseObject';
export { redactMessage } from './redactMessage';
