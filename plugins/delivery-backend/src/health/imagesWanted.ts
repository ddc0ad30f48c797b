import { EnvironmentState, Observed } from '@slipway/plugin-delivery-common';

/** The images that git asks for, by environment; undefined where that was never seen. */
export function imagesWanted(
  environments: Observed<EnvironmentState[]> | undefined,
): Array<{ environment: string; image: string }> | undefined {
  if (environments?.kind !== 'observed') {
    return undefined;
  }
  return environments.value.flatMap(({ name, wanted }) => {
    const { image, tag, digest } = wanted ?? {};
    return image && (tag || digest)
      ? [
          {
            environment: name,
            image: `${image}${tag ? `:${tag}` : ''}${
              digest ? `@${digest}` : ''
            }`,
          },
        ]
      : [];
  });
}
