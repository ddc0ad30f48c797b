import { parse } from 'yaml';
import { Release } from '@slipway/plugin-delivery-common';
import { z } from 'zod';

const imageSchema = z.object({
  name: z.string().min(1),
  newName: z.string().min(1).optional(),
  // An unquoted tag of digits only is a number in YAML.
  newTag: z.union([z.string().min(1), z.number().transform(String)]).optional(),
  digest: z.string().min(1).optional(),
});

const kustomizationSchema = z.object({
  images: z.array(z.unknown()).nullish(),
});

/** The images of a kustomization; an entry that cannot be read is left out. */
export function parseKustomizationImages(
  text: string,
): Array<Pick<Release, 'image' | 'tag' | 'digest'>> {
  const parsed = kustomizationSchema.safeParse(text.trim() && parse(text));
  const images = parsed.success ? parsed.data.images ?? [] : [];
  return images.flatMap(entry => {
    const image = imageSchema.safeParse(entry);
    return image.success
      ? {
          image: image.data.newName ?? image.data.name,
          tag: image.data.newTag,
          digest: image.data.digest,
        }
      : [];
  });
}
