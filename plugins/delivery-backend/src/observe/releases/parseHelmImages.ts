import { parse } from 'yaml';
import { Release } from '@slipway/plugin-delivery-common';
import { z } from 'zod';

type Values = Record<string, unknown>;
type Image = Pick<Release, 'image' | 'tag' | 'digest'>;

// An unquoted tag of digits only is a number in YAML; an empty one stands for the chart's own.
const word = z
  .union([z.string(), z.number().transform(String)])
  .nullish()
  .transform(value => value || undefined);

const imageSchema = z.object({
  registry: word,
  repository: z.string().min(1),
  tag: word,
  digest: word,
});

/**
 * The images that the values of a chart name, as charts mostly do: `image`, with `repository` and
 * `tag` or `digest`, wherever it stands. Later files win over earlier ones, as for Helm.
 */
export function parseHelmImages(texts: string[]): Image[] {
  const values = texts.map(text => parse(text)).filter(isMap);
  return imagesIn(values.reduce(merged, {}));
}

function imagesIn(values: Values): Image[] {
  return Object.entries(values).flatMap(([key, value]) => {
    if (!isMap(value)) {
      return [];
    }
    const { data } = imageSchema.safeParse(key === 'image' ? value : undefined);
    if (!data) {
      return imagesIn(value);
    }
    const { registry, repository, tag, digest } = data;
    const image = registry ? `${registry}/${repository}` : repository;
    return tag || digest ? [{ image, tag, digest }] : [];
  });
}

function merged(one: Values, other: Values): Values {
  const result: Values = { ...one };
  for (const [key, value] of Object.entries(other)) {
    const known = result[key];
    result[key] = isMap(known) && isMap(value) ? merged(known, value) : value;
  }
  return result;
}

function isMap(value: unknown): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
