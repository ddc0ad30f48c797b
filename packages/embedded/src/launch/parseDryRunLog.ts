import { stripVTControlCharacters } from 'node:util';

/** What a launch would do to one thing. */
export interface DryRunItem {
  result: 'created' | 'updated' | 'unchanged';
  item: string;
  /** Line by line, without a secret. */
  diff: string[];
}

/** What Argo CD would make of the manifests of one environment. */
export interface DryRunManifests {
  environment: string;
  /** Such as `2 would create, 4 unchanged`; or why they are not rendered. */
  sum: string;
  lines: string[];
}

export interface DryRunStep {
  id: string;
  name: string;
  status: 'completed' | 'failed' | 'skipped';
  items: DryRunItem[];
  manifests: DryRunManifests[];
  /** Other things that the step has said, such as what it would wait for. */
  said: string[];
}

/** As the scaffolder's dry run answers it. */
export interface DryRunAnswer {
  steps: Array<{ id: string; name: string; action: string }>;
  log: Array<{ body: { stepId?: string; status?: string; message: string } }>;
}

const itemLine = /^(?:would be (created|updated)|(unchanged)) {2,}(.+)$/;
const argocdLine = /^Argo CD in ([^:]+): (.+)$/;
const notRenderedLine = /^The manifests of (\S+) are not rendered: (.+)$/;
/** What the scaffolder itself says about each step. */
const ownWords =
  /^(Beginning step|Running \S+ in dry-run mode|Finished step|Skipping step)/;

/** The steps of a dry run, by what its log says. */
export function parseDryRunLog(answer: DryRunAnswer): DryRunStep[] {
  const made = new Set<string>();
  return answer.steps.map(({ id, name, action }) => {
    const step: DryRunStep = {
      id,
      name,
      status: 'completed',
      items: [],
      manifests: [],
      said: [],
    };
    for (const { body } of answer.log) {
      if (body.stepId === id) {
        note(step, body);
      }
    }
    if (!action.startsWith('delivery:')) {
      step.said = [];
    }
    step.items = step.items.map(item => {
      // By then an earlier step has made it.
      const again = made.has(item.item);
      made.add(item.item);
      return again ? { ...item, result: 'unchanged', diff: [] } : item;
    });
    return step;
  });
}

function note(
  step: DryRunStep,
  { status, message }: { status?: string; message: string },
): void {
  if (status === 'failed' || status === 'skipped') {
    step.status = status;
  }
  const [first, ...rest] = stripVTControlCharacters(message)
    .trimEnd()
    .replace(/^(info|warn|error): /, '')
    .split('\n');
  const item = itemLine.exec(first);
  const rendered = argocdLine.exec(first);
  const notRendered = notRenderedLine.exec(first);
  const lines = rest.map(line => line.replace(/^ {4}/, ''));
  if (item) {
    step.items.push({
      result: (item[1] ?? item[2]) as DryRunItem['result'],
      item: item[3],
      diff: lines,
    });
  } else if (rendered) {
    step.manifests.push({ environment: rendered[1], sum: rendered[2], lines });
  } else if (notRendered) {
    step.manifests.push({
      environment: notRendered[1],
      sum: `not rendered: ${notRendered[2]}`,
      lines,
    });
  } else if (first && !ownWords.test(first)) {
    step.said.push(first, ...rest);
  }
}
