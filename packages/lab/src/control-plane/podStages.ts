import { stringify } from 'yaml';
import { pulled, pullFault } from '../nodes/ImagePuller.ts';

type Expression = { key: string; operator: string; values?: string[] };

/** What happens to a pod, and when; the rest of a KWOK stage is alike for all. */
interface PodStage {
  name: string;
  /** Whatever it is asked to do, without. */
  behaviours?: string[];
  when: Expression[];
  delayMilliseconds?: number;
  event?: { type: string; reason: string; message: string };
  status: string;
}

/**
 * What a pod is asked to do, in the words of the sandbox's nodes: by its annotation, or by a part
 * of the tag of an image (`1.4.2-crash`). Nobody serves images to the lab, so tags stand for what a
 * registry refuses, too.
 */
const behaviour = `(.metadata.annotations["sandbox.slipway.dev/behaviour"] // ([.spec.containers[].image | (split("@")[0] | split("/")[-1] | split(":")[1] // "latest") | split("-")[] | select(IN("broken", "missing", "denied", "crash", "oom", "unready", "slow", "evicted"))] | .[0]) // "healthy")`;

export function hasBehaviour(values: string[]): Expression {
  return { key: behaviour, operator: 'In', values };
}

/** Once the registry has been asked. */
export function hasPulled(answer: 'done' | 'refused'): Expression {
  return {
    key: `.metadata.annotations["${pulled}"]`,
    operator: 'In',
    values: [answer],
  };
}

const isFresh: Expression[] = [
  { key: '.status.phase', operator: 'In', values: ['Pending'] },
  { key: '.status.containerStatuses', operator: 'DoesNotExist' },
];
const waitsFor = (reason: string): Expression => ({
  key: '.status.containerStatuses.[].state.waiting.reason',
  operator: 'In',
  values: [reason],
});
const restarts = (operator: 'In' | 'NotIn'): Expression => ({
  key: '.spec.restartPolicy',
  operator,
  values: ['Never'],
});
const runs: Expression = {
  key: '.status.containerStatuses.[].state.running.startedAt',
  operator: 'Exists',
};

/** The status of a pod none of whose containers is ready; `fields` may use `$last`. */
const unready = (phase: string, fields: string) => `
{{ $root := . }}
phase: ${phase}
startTime: {{ or .status.startTime Now | Quote }}
conditions:
- { type: Initialized, status: "True", lastTransitionTime: {{ Now | Quote }} }
{{ range $type := list "Ready" "ContainersReady" }}
- type: {{ $type }}
  status: "False"
  reason: ContainersNotReady
  message: "containers with unready status: [{{ range $i, $c := $root.spec.containers }}{{ if $i }} {{ end }}{{ $c.name }}{{ end }}]"
  lastTransitionTime: {{ Now | Quote }}
{{ end }}
containerStatuses:
{{ range $i, $c := .spec.containers }}
{{ $restarts := 0 }}
{{ if $root.status.containerStatuses }}{{ $restarts = or (index $root.status.containerStatuses $i).restartCount 0 }}{{ end }}
- name: {{ $c.name | Quote }}
  image: {{ $c.image | Quote }}
  imageID: ""
  ready: false
${fields.replace(/^/gm, '  ')}
{{ end }}
`;

const running = unready(
  'Running',
  'restartCount: {{ $restarts }}\nstarted: true\nstate: { running: { startedAt: {{ Now | Quote }} } }',
);
const ended = ({ exitCode, reason }: { exitCode: number; reason: string }) =>
  `terminated: { exitCode: ${exitCode}, reason: ${reason}, startedAt: {{ Now | Quote }}, finishedAt: {{ Now | Quote }} }`;

function crashing(
  name: string,
  end: { exitCode: number; reason: string },
): PodStage[] {
  const behaviours = [name];
  return [
    { name: `${name}-starts`, behaviours, when: isFresh, status: running },
    {
      name: `${name}-ends`,
      behaviours,
      when: [runs, restarts('NotIn')],
      delayMilliseconds: 1_000,
      event: {
        type: 'Warning',
        reason: 'BackOff',
        message: 'Back-off restarting failed container',
      },
      status: unready(
        'Running',
        `restartCount: {{ add $restarts 1 }}
started: false
state: { waiting: { reason: CrashLoopBackOff, message: "back-off 10s restarting failed container={{ $c.name }} pod={{ $root.metadata.name }}_{{ $root.metadata.namespace }}({{ $root.metadata.uid }})" } }
lastState: { ${ended(end)} }`,
      ),
    },
    {
      name: `${name}-starts-again`,
      behaviours,
      when: [waitsFor('CrashLoopBackOff')],
      delayMilliseconds: 10_000,
      status: running,
    },
    {
      name: `${name}-ends-for-good`,
      behaviours,
      when: [runs, restarts('In')],
      delayMilliseconds: 1_000,
      status: unready(
        'Failed',
        `restartCount: 0\nstarted: false\nstate: { ${ended(end)} }`,
      ),
    },
  ];
}

const pullFails = (reason: string, message: string) =>
  unready(
    'Pending',
    `restartCount: 0\nstarted: false\nstate: { waiting: { reason: ${reason}, message: ${message} } }`,
  );

/** An image that the registry does not give: in the words of containerd. */
function refusedPull(
  name: string,
  behaviours: string[],
  why: string,
): PodStage[] {
  const cause = `failed to pull and unpack image \\"{{ $c.image }}\\": failed to resolve reference \\"{{ $c.image }}\\": ${why}`;
  return [
    {
      name: `${name}-fails`,
      behaviours,
      when: isFresh,
      event: {
        type: 'Warning',
        reason: 'Failed',
        message: 'Error: ErrImagePull',
      },
      status: pullFails('ErrImagePull', `"${cause}"`),
    },
    {
      name: `${name}-backs-off`,
      behaviours,
      when: [waitsFor('ErrImagePull')],
      delayMilliseconds: 1_000,
      event: {
        type: 'Warning',
        reason: 'Failed',
        message: 'Error: ImagePullBackOff',
      },
      status: pullFails(
        'ImagePullBackOff',
        `"Back-off pulling image \\"{{ $c.image }}\\": ErrImagePull: ${cause}"`,
      ),
    },
  ];
}

const stages: PodStage[] = [
  ...refusedPull('pull', ['broken', 'missing'], '{{ $c.image }}: not found'),
  ...refusedPull(
    'denied-pull',
    ['denied'],
    'pull access denied, repository does not exist or may require authorization: server message: insufficient_scope: authorization failed',
  ),
  {
    name: 'slow-starts',
    behaviours: ['slow'],
    when: isFresh,
    delayMilliseconds: 2_000,
    status: running,
  },
  {
    name: 'never-ready',
    behaviours: ['unready'],
    when: isFresh,
    event: {
      type: 'Warning',
      reason: 'Unhealthy',
      message: 'Readiness probe failed: HTTP probe failed with statuscode: 503',
    },
    status: running,
  },
  ...crashing('crash', { exitCode: 1, reason: 'Error' }),
  ...crashing('oom', { exitCode: 137, reason: 'OOMKilled' }),
  {
    name: 'evicted',
    behaviours: ['evicted'],
    when: [runs],
    delayMilliseconds: 10_000,
    event: {
      type: 'Warning',
      reason: 'Evicted',
      message: 'The node was low on resource: memory.',
    },
    status:
      'phase: Failed\nreason: Evicted\nmessage: "The node was low on resource: memory."\n',
  },
];

const fault = `index $root.metadata.annotations "${pullFault}"`;

/** What a node says of an image that the registry does not give it. */
const refusedPulls: PodStage[] = [
  {
    name: 'registry-refuses',
    when: [...isFresh, hasPulled('refused')],
    event: {
      type: 'Warning',
      reason: 'Failed',
      message: 'Error: ErrImagePull',
    },
    status: pullFails('ErrImagePull', `{{ ${fault} | Quote }}`),
  },
  {
    name: 'registry-refuses-again',
    when: [waitsFor('ErrImagePull'), hasPulled('refused')],
    delayMilliseconds: 1_000,
    event: {
      type: 'Warning',
      reason: 'Failed',
      message: 'Error: ImagePullBackOff',
    },
    status: pullFails(
      'ImagePullBackOff',
      `{{ printf "Back-off pulling image \\"%s\\": ErrImagePull: %s" $c.image (${fault}) | Quote }}`,
    ),
  },
];

/** KWOK's stages of the pods that do not simply become ready; `pulls` as for `kwokStages`. */
export function failingPodStages({ pulls }: { pulls: boolean }): string {
  return [...stages, ...(pulls ? refusedPulls : [])]
    .map(({ name, behaviours, when, delayMilliseconds, event, status }) =>
      stringify({
        apiVersion: 'kwok.x-k8s.io/v1alpha1',
        kind: 'Stage',
        metadata: { name: `slipway-${name}` },
        spec: {
          resourceRef: { apiGroup: 'v1', kind: 'Pod' },
          selector: {
            matchExpressions: [
              { key: '.metadata.deletionTimestamp', operator: 'DoesNotExist' },
              { key: '.spec.nodeName', operator: 'Exists' },
              ...(behaviours ? [hasBehaviour(behaviours)] : []),
              ...when,
              ...(pulls && when === isFresh ? [hasPulled('done')] : []),
            ],
          },
          ...(delayMilliseconds
            ? { delay: { durationMilliseconds: delayMilliseconds } }
            : {}),
          next: { ...(event ? { event } : {}), statusTemplate: status },
        },
      }),
    )
    .join('---\n');
}
