import { parse } from 'yaml';
import type { NewObject } from '../../world/seams.ts';
import { ARGO_API, CASCADE_FINALIZERS } from '../model/Application.ts';
import type {
  ApplicationSet,
  ApplicationTemplate,
  Element,
} from './ApplicationSet.ts';
import { executeGoTemplate, fillPlaces } from './goTemplate.ts';

export type Generated =
  | { kind: 'generated'; applications: NewObject[] }
  | { kind: 'failed'; reason: string; message: string };

/** The Applications that a set asks for, as its list and its template say. */
export function generateApplications(set: ApplicationSet): Generated {
  const { metadata, spec } = set;
  const applications: NewObject[] = [];
  for (const { list } of spec.generators) {
    if (!list) {
      return {
        kind: 'failed',
        reason: 'ApplicationGenerationFromParamsError',
        message: 'the sandbox generates Applications from lists only',
      };
    }
    const template = merge(spec.template, list.template ?? {});
    for (const element of list.elements ?? []) {
      try {
        const application = render(
          set,
          template as ApplicationTemplate,
          element,
        );
        application.metadata.namespace = metadata.namespace;
        applications.push(application);
      } catch (error) {
        return {
          kind: 'failed',
          reason: 'RenderTemplateParamsError',
          message: (error as Error).message,
        };
      }
    }
  }
  return { kind: 'generated', applications };
}

function render(
  { spec }: ApplicationSet,
  template: ApplicationTemplate,
  element: Element,
): NewObject {
  const fill = (text: string) =>
    spec.goTemplate
      ? executeGoTemplate(text, element, spec.goTemplateOptions)
      : fillPlaces(text, element);
  const filled = deeply(template, fill) as ApplicationTemplate;
  const {
    name = '',
    labels,
    annotations,
    finalizers = [],
  } = filled.metadata ?? {};
  const isPreserved = spec.syncPolicy?.preserveResourcesOnDeletion === true;
  const application = {
    apiVersion: ARGO_API,
    kind: 'Application',
    metadata: {
      name,
      ...(labels && { labels }),
      ...(annotations && { annotations }),
      finalizers:
        finalizers.length > 0 || isPreserved
          ? finalizers
          : [CASCADE_FINALIZERS[0]],
    },
    spec: filled.spec,
  };
  if (spec.templatePatch === undefined) {
    return application;
  }
  const patched = merge(application, parse(fill(spec.templatePatch)) ?? {});
  return {
    ...patched,
    spec: { ...patched.spec, project: application.spec?.project },
  } as NewObject;
}

function deeply(value: unknown, fill: (text: string) => string): unknown {
  if (typeof value === 'string') {
    return fill(value);
  }
  if (Array.isArray(value)) {
    return value.map(each => deeply(each, fill));
  }
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(
      Object.entries(value).map(([key, each]) => [
        fill(key),
        deeply(each, fill),
      ]),
    );
  }
  return value;
}

/** Objects are merged, all else is replaced. */
function merge(base: any, over: any): any {
  if (!isObject(base) || !isObject(over)) {
    return over ?? base;
  }
  const merged: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    if (value === null) {
      delete merged[key];
    } else {
      merged[key] = merge(base[key], value);
    }
  }
  return merged;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
