import { createHash } from 'node:crypto';
import type { ForgeRoute } from '../api/ForgeRoute.ts';

/** The tag that Rack gives an answer, weak as it is made of the body alone. */
export function weakEtag(body: unknown): string {
  const hash = createHash('sha256').update(JSON.stringify(body)).digest('hex');
  return `W/"${hash.slice(0, 32)}"`;
}

function names(header: string | string[] | undefined, etag: string): boolean {
  const bare = (tag: string) => tag.trim().replace(/^W\//, '');
  const tags = String(header ?? '').split(',');
  return tags.some(tag => tag.trim() === '*' || bare(tag) === bare(etag));
}

/** Gives what a GET answers an ETag, and answers 304 to who has it already. */
export function withEtag(route: ForgeRoute): ForgeRoute {
  if (route.method !== 'GET') {
    return route;
  }
  return {
    ...route,
    async handle(request) {
      const answer = await route.handle(request);
      if (answer.status !== 200 || answer.body === undefined) {
        return answer;
      }
      const etag = weakEtag(answer.body);
      const headers = { ...answer.headers, etag };
      return names(request.headers['if-none-match'], etag)
        ? { status: 304, headers }
        : { ...answer, headers };
    },
  };
}
