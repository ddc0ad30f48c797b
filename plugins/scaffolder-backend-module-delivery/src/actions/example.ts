import { TemplateExample } from '@backstage/plugin-scaffolder-node';
import { stringify } from 'yaml';

/** A step of a template, as the page of installed actions shows it. */
export function example(
  description: string,
  step: {
    id: string;
    name: string;
    action: string;
    if?: string;
    input: Record<string, unknown>;
  },
): TemplateExample {
  return { description, example: stringify({ steps: [step] }) };
}
