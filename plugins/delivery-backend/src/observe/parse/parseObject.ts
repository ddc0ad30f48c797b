import { z } from 'zod';
import { Facts, FactsKind } from './facts';
import { parseAnalysisRun } from './parseAnalysisRun';
import { parseApplication } from './parseApplication';
import { parseDeployment } from './parseDeployment';
import { ParseOutcome } from './ParseOutcome';
import { parsePod } from './parsePod';
import { parseReplicaSet } from './parseReplicaSet';
import { parseRollout } from './parseRollout';
import { redactMessage } from './redactMessage';
import { section, text } from './tolerant';

type Parser = (cluster: string, object: unknown) => Facts;

const parsers: Record<FactsKind, { group: string; parse: Parser }> = {
  Application: { group: 'argoproj.io', parse: parseApplication },
  Rollout: { group: 'argoproj.io', parse: parseRollout },
  AnalysisRun: { group: 'argoproj.io', parse: parseAnalysisRun },
  ReplicaSet: { group: 'apps', parse: parseReplicaSet },
  Deployment: { group: 'apps', parse: parseDeployment },
  Pod: { group: '', parse: parsePod },
};

const headSchema = section({
  apiVersion: text,
  kind: text,
  metadata: section({
    name: text,
    namespace: text,
    uid: text,
    resourceVersion: text,
  }),
});

/** Below these everything is tolerant, so an object without them would read as an empty one. */
const bodySchema = z.object({
  spec: z.object({}),
  status: z.object({}).nullish(),
});

/** The facts of one object; never throws, so that one bad object blanks only itself. */
export function parseObject(cluster: string, object: unknown): ParseOutcome {
  const head = headSchema.parse(object);
  const { name, namespace, uid, resourceVersion } = head.metadata;
  if (!isFactsKind(head.kind) || name === undefined) return { kind: 'ignored' };
  const { group, parse } = parsers[head.kind];
  if (groupOf(head.apiVersion) !== group) return { kind: 'ignored' };
  try {
    bodySchema.parse(object);
    return parse(cluster, object);
  } catch (error) {
    return {
      kind: 'unreadable',
      ref: {
        cluster,
        kind: head.kind,
        namespace: namespace ?? '',
        name,
        uid: uid ?? '',
        resourceVersion: resourceVersion ?? '',
      },
      problem: problemOf(error),
    };
  }
}

function isFactsKind(kind: string | undefined): kind is FactsKind {
  return kind !== undefined && Object.hasOwn(parsers, kind);
}

function groupOf(apiVersion: string | undefined): string {
  const [group, version] = (apiVersion ?? '').split('/');
  return version === undefined ? '' : group;
}

function problemOf(error: unknown): string {
  if (error instanceof z.ZodError) {
    const [issue] = error.issues;
    return `${issue.path.join('.') || 'the object'}: ${issue.message}`;
  }
  return redactMessage(error instanceof Error ? error.message : String(error));
}
