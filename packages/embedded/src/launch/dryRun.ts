import type { PortalClient } from '../portal/PortalClient.ts';
import {
  parseDryRunLog,
  type DryRunAnswer,
  type DryRunItem,
  type DryRunStep,
} from './parseDryRunLog.ts';
import { readTemplateFiles } from './templateFiles.ts';

export interface DryRunReport {
  service: string;
  template: string;
  seconds: number;
  steps: DryRunStep[];
  counts: Record<DryRunItem['result'], number>;
  /** What the page of a dry run shows as files: rendered, and what would be changed. */
  files: Array<{ path: string; content: Buffer }>;
}

/**
 * Runs a template dry through the portal's own API, as its editor does: every step says what it would
 * make or change, and nothing is written.
 *
 * @param options.folder - where the template is
 * @throws PortalError when the portal refuses it, or a step of it fails
 */
export async function dryRun(options: {
  client: PortalClient;
  folder: string;
  template: string;
  values: Record<string, string>;
  signal?: AbortSignal;
  timeoutSeconds?: number;
}): Promise<DryRunReport> {
  const { client, folder, template, values, signal } = options;
  const started = Date.now();
  const timeout = AbortSignal.timeout((options.timeoutSeconds ?? 300) * 1000);
  const answer = await client.json<
    DryRunAnswer & {
      directoryContents: Array<{ path: string; base64Content: string }>;
    }
  >('/api/scaffolder/v2/dry-run', {
    method: 'POST',
    json: { ...(await readTemplateFiles(folder)), values },
    signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
  });
  const steps = parseDryRunLog(answer);
  const count = (result: DryRunItem['result']) =>
    steps.flatMap(({ items }) => items).filter(item => item.result === result)
      .length;
  return {
    service: values.name,
    template,
    seconds: Math.round((Date.now() - started) / 100) / 10,
    steps,
    counts: {
      created: count('created'),
      updated: count('updated'),
      unchanged: count('unchanged'),
    },
    files: answer.directoryContents.map(({ path, base64Content }) => ({
      path,
      content: Buffer.from(base64Content, 'base64'),
    })),
  };
}

/** A dry run as lines for people. */
export function describeDryRun(report: DryRunReport): string[] {
  const { created, updated, unchanged } = report.counts;
  return [
    ...report.steps.flatMap(({ name, status, items, manifests, said }) => [
      status === 'completed' ? name : `${name} (${status})`,
      ...said.map(line => `  ${line}`),
      ...items.flatMap(({ result, item, diff }) => [
        `  ${result === 'unchanged' ? result : `would be ${result}`}  ${item}`,
        ...diff.map(line => `      ${line}`),
      ]),
      ...manifests.flatMap(({ environment, sum, lines }) => [
        `  Argo CD in ${environment}: ${sum}`,
        ...lines.map(line => `    ${line}`),
      ]),
    ]),
    '',
    `${report.service}: ${created} would be created, ${updated} would be changed, ${unchanged} unchanged`,
  ];
}
