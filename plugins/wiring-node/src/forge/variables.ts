import { NotFoundError } from '@backstage/errors';
import { GitlabTransport } from '@slipway/plugin-delivery-node';
import { z } from 'zod';
import { parseAnswer } from './parse';
import { projectPath } from './projects';

const variableSchema = z.object({
  key: z.string(),
  /** null for a hidden one. */
  value: z.string().nullish(),
  protected: z.boolean().default(false),
  masked: z.boolean().default(false),
  hidden: z.boolean().nullish(),
  raw: z.boolean().default(false),
  environment_scope: z.string().default('*'),
  description: z.string().nullish(),
});

export type Variable = z.infer<typeof variableSchema>;

/** A CI variable as it is wanted. */
export interface WantedVariable {
  key: string;
  value: string;
  masked: boolean;
  hidden: boolean;
  protected: boolean;
  /** `$` in the value is not expanded. */
  raw: boolean;
  environmentScope: string;
  description: string;
}

type Key = { key: string; environmentScope: string };

export async function findVariable(
  forge: GitlabTransport,
  project: number,
  { key, environmentScope }: Key,
): Promise<Variable | undefined> {
  try {
    const { body } = await forge.request({
      method: 'GET',
      path: variablePath(project, key),
      query: { filter: { environment_scope: environmentScope } },
    });
    return parseAnswer(variableSchema, body, `variable ${key}`);
  } catch (error) {
    if (error instanceof NotFoundError) {
      return undefined;
    }
    throw error;
  }
}

export async function createVariable(
  forge: GitlabTransport,
  project: number,
  variable: WantedVariable,
): Promise<void> {
  await forge.request({
    method: 'POST',
    path: `${projectPath(project)}/variables`,
    body: {
      ...fields(variable),
      key: variable.key,
      // A hidden variable is masked too, and GitLab takes one of the two parameters.
      ...(variable.hidden
        ? { masked_and_hidden: true }
        : { masked: variable.masked }),
    },
  });
}

export async function updateVariable(
  forge: GitlabTransport,
  project: number,
  variable: WantedVariable,
): Promise<void> {
  await forge.request({
    method: 'PUT',
    path: variablePath(project, variable.key),
    query: { filter: { environment_scope: variable.environmentScope } },
    body: { ...fields(variable), masked: variable.masked || variable.hidden },
  });
}

export async function removeVariable(
  forge: GitlabTransport,
  project: number,
  { key, environmentScope }: Key,
): Promise<void> {
  await forge.request({
    method: 'DELETE',
    path: variablePath(project, key),
    query: { filter: { environment_scope: environmentScope } },
  });
}

function variablePath(project: number, key: string): string {
  return `${projectPath(project)}/variables/${encodeURIComponent(key)}`;
}

function fields(variable: WantedVariable) {
  return {
    value: variable.value,
    protected: variable.protected,
    raw: variable.raw,
    environment_scope: variable.environmentScope,
    description: variable.description,
  };
}
