import { isRecord } from '../merge/isRecord.ts';

/** What stands in the log of a pod of the sandbox. */
export function podLog(pod: unknown): string {
  const metadata = isRecord(pod) ? pod.metadata : {};
  const phase = isRecord(pod) ? pod.status?.phase : undefined;
  return [
    `The pods of the sandbox are simulated: nothing runs in ${metadata.namespace}/${metadata.name}.`,
    `Its phase is ${phase ?? 'unknown'}; its events say what happened to it.`,
    '',
  ].join('\n');
}
