import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { createServiceFactory } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import {
  clusterClientsServiceRef,
  deliveryConfigServiceRef,
} from '@slipway/plugin-delivery-node';
import { parse } from 'yaml';
import scaffolderModuleDelivery from '..';
import { dryRunFolder } from '../run';
import { World } from './World';

/** The folder of a template. */
export function folderOf(template: string): string {
  return resolve(__dirname, '../../../../templates', template);
}

export const templateFolder = folderOf('fastapi-gitlab-kustomize');

/** Paths of the files in a folder, sorted. */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

export interface DryRun {
  status: number;
  error?: string;
  log: string[];
  output: Record<string, any>;
  /** What is rendered into the task's workspace, by path; not what the dry run says of it. */
  files: Map<string, Buffer>;
}

/** A template as it is written. */
export function readTemplate(folder: string): any {
  return parse(readFileSync(join(folder, 'template.yaml'), 'utf8'));
}

/** The whole template through the real scaffolder, in a dry run. */
export async function dryRunTemplate(
  world: World,
  values: Record<string, unknown>,
  folder = templateFolder,
  template = readTemplate(folder),
): Promise<DryRun> {
  const { server } = await startScaffolder(world);
  const response = await fetch(
    `http://127.0.0.1:${server.port()}/api/scaffolder/v2/dry-run`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        template,
        values,
        directoryContents: filesIn(folder)
          .filter(path => !path.startsWith('expected/'))
          .map(path => ({
            path,
            base64Content: readFileSync(join(folder, path)).toString('base64'),
          })),
      }),
    },
  );
  const body = await response.json();
  return {
    status: response.status,
    error: body.error?.message ?? JSON.stringify(body.errors ?? ''),
    log: (body.log ?? []).map(
      (entry: { body: { message: string } }) => entry.body.message,
    ),
    output: body.output,
    files: new Map(
      (body.directoryContents ?? [])
        .filter(({ path }: { path: string }) => !isOfDryRun(path))
        .map((file: { path: string; base64Content: string }) => [
          file.path,
          Buffer.from(file.base64Content, 'base64'),
        ]),
    ),
  };
}

function isOfDryRun(path: string): boolean {
  return path.startsWith(`${dryRunFolder}/`);
}

export async function startScaffolder(world: World) {
  const { host, baseUrl, token } = world.gitlab;
  const deps = world.deps();
  return startTestBackend({
    features: [
      scaffolderPlugin,
      scaffolderModuleDelivery,
      mockServices.rootConfig.factory({
        data: {
          integrations: {
            gitlab: [{ host, baseUrl, apiBaseUrl: `${baseUrl}/api/v4`, token }],
          },
          delivery: { launch: { host, group: 'acme', registryHost: host } },
        },
      }),
      createServiceFactory({
        service: clusterClientsServiceRef,
        deps: {},
        factory: () => deps.clusters,
      }),
      createServiceFactory({
        service: deliveryConfigServiceRef,
        deps: {},
        factory: () => world.config,
      }),
      createServiceFactory({
        service: catalogServiceRef,
        deps: {},
        factory: () => world.catalog(),
      }),
    ],
  });
}
