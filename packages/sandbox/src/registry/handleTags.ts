import type { RegistryContents } from './RegistryContents.ts';
import { RegistryError } from './RegistryError.ts';
import { json } from './RegistryRequest.ts';
import type { RegistryAnswer, RegistryRequest } from './RegistryRequest.ts';

const maximum = 1000;

/** `/v2/<name>/tags/list`: in the order of the alphabet, by `n` after `last`. */
export function handleTags(
  contents: RegistryContents,
  request: RegistryRequest,
): RegistryAnswer {
  const { repository, query } = request;
  if (request.method !== 'GET') {
    throw new RegistryError('UNSUPPORTED');
  }
  if (!contents.repository(repository)) {
    throw new RegistryError('NAME_UNKNOWN', { detail: { name: repository } });
  }
  const asked = query.get('n');
  const size = asked === null ? maximum : Number(asked);
  if (!Number.isInteger(size) || size < 0 || size > maximum) {
    throw new RegistryError('PAGINATION_NUMBER_INVALID', {
      detail: { n: Number.isInteger(size) ? size : 0 },
    });
  }
  const last = query.get('last');
  const all = contents.tags(repository).map(tag => tag.tag);
  const after = last === null ? all : all.filter(tag => tag > last);
  const tags = after.slice(0, size);
  const link: Record<string, string> =
    size > 0 && after.length > size
      ? {
          link: `</v2/${repository}/tags/list?last=${encodeURIComponent(
            tags[tags.length - 1],
          )}&n=${size}>; rel="next"`,
        }
      : {};
  return json(200, { name: repository, tags }, link);
}
