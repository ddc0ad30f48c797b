import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { tmpdir } from 'node:os';
import { pathToFileURL } from 'node:url';
import { parse } from 'yaml';
import { root } from '../../../embedded/src/paths.ts';
import {
  createDeps,
  quietLogger,
  requirePlugin,
  type Settings,
} from './createDeps.ts';
import type { LaunchOrder, StepResult } from './protocol.ts';

interface Step {
  id: string;
  name: string;
  action: string;
}

/** As much of an action as the scaffolder's runner needs. */
interface Action {
  id: string;
  handler(ctx: { step: { id: string } }): Promise<void>;
}

const noMetric = { add: () => {}, record: () => {} };

/**
 * Runs a template as the scaffolder does, with its own runner, which it does not export: the steps,
 * their conditions, inputs and checkpoints are those of a task in the portal.
 */
export async function runTemplate(
  settings: Settings,
  order: LaunchOrder,
  watch: {
    signal: AbortSignal;
    onStep: (id: string) => void;
    onLog: (line: string) => void;
  },
): Promise<StepResult[]> {
  const file = join(root, 'templates', order.template, 'template.yaml');
  const { spec } = parse(await readFile(file, 'utf8')) as {
    spec: { steps: Step[]; output: unknown };
  };
  const scaffolder = requirePlugin('@backstage/plugin-scaffolder-backend');
  const { NunjucksWorkflowRunner } = requirePlugin(
    join(
      dirname(
        requirePlugin.resolve(
          '@backstage/plugin-scaffolder-backend/package.json',
        ),
      ),
      'dist/scaffolder/tasks/NunjucksWorkflowRunner.cjs.js',
    ),
  );
  const { createActions } = requirePlugin('./actions');
  const deps = createDeps(settings, order);
  const { integrations } = settings.wiring;
  const actions: Action[] = [
    scaffolder.createFetchTemplateAction({
      // The skeleton is beside the template, on this machine.
      reader: {},
      integrations,
    }),
    ...createActions(deps),
  ];
  const done = new Map<string, StepResult>();
  const workingDirectory = await mkdtemp(join(tmpdir(), 'slipway-faults-'));
  const runner = new NunjucksWorkflowRunner({
    workingDirectory,
    integrations,
    logger: quietLogger,
    metrics: {
      createCounter: () => noMetric,
      createHistogram: () => noMetric,
    },
    actionRegistry: {
      get: (id: string) => {
        const action = actions.find(one => one.id === id);
        if (!action) {
          throw new Error(`There is no action ${id}`);
        }
        return {
          ...action,
          handler: async (
            ctx: Parameters<Action['handler']>[0] & {
              output(name: string, value: unknown): void;
            },
          ) => {
            watch.onStep(ctx.step.id);
            const output = (name: string, value: unknown) => {
              if (name === 'items') {
                const items = value as StepResult['items'];
                done.set(ctx.step.id, { id: ctx.step.id, items });
              }
              ctx.output(name, value);
            };
            await action.handler({ ...ctx, output } as typeof ctx);
          },
        };
      },
    },
  });
  const credentials = {
    $$type: '@backstage/BackstageCredentials',
    principal: { type: 'user', userEntityRef: order.user.ref },
    token: order.user.token,
  };
  try {
    await runner.execute({
      taskId: order.task,
      spec: {
        apiVersion: 'scaffolder.backstage.io/v1beta3',
        parameters: order.values,
        steps: spec.steps,
        output: spec.output,
        user: { ref: order.user.ref },
        templateInfo: {
          entityRef: `template:default/${order.template}`,
          baseUrl: pathToFileURL(file).href,
        },
      },
      secrets: {},
      isDryRun: false,
      done: false,
      cancelSignal: watch.signal,
      emitLog: async (message: string) => watch.onLog(message),
      getWorkspaceName: async () => order.task,
      getInitiatorCredentials: async () => credentials,
    });
  } finally {
    await rm(workingDirectory, { recursive: true, force: true });
  }
  return [...done.values()];
}
