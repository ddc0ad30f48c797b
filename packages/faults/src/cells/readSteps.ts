import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { root } from '../../../embedded/src/paths.ts';
import type { ForgeKind } from './Cell.ts';

/** The template of each forge's full launch. */
export const templates: Record<ForgeKind, string> = {
  gitlab: 'fastapi-gitlab-kustomize',
  github: 'flask-github-helm',
};

export interface TemplateStep {
  id: string;
  action: string;
  /** It runs in some launches only. */
  conditional: boolean;
}

/** The steps as the template has them today: a new one has its cells by itself. */
export async function readSteps(forge: ForgeKind): Promise<TemplateStep[]> {
  const file = join(root, 'templates', templates[forge], 'template.yaml');
  const { spec } = parse(await readFile(file, 'utf8')) as {
    spec: { steps: Array<{ id: string; action: string; if?: string }> };
  };
  return spec.steps.map(step => ({
    id: step.id,
    action: step.action,
    conditional: step.if !== undefined,
  }));
}
