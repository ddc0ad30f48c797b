export { createRequestsControl } from './createRequestsControl.ts';
export { RequestLog } from './RequestLog.ts';
export type {
  CountedWrite,
  RequestCount,
  RequestReport,
} from './RequestLog.ts';
export type { RequestKind, RequestSide } from './classifyRequest.ts';
