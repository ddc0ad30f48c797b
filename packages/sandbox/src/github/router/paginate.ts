import type { GithubAnswer, GithubRequest } from '../api/GithubRoute.ts';

const largestPage = 100;

function readPositive(value: unknown, otherwise: number): number {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : otherwise;
}

export interface PageOptions<T> {
  present?: (item: T) => unknown;
  /** Wraps the page: `{ total_count, [key]: [...] }`. */
  key?: string;
  perPage?: number;
}

/** One page of a list, with links to the others where there are others, as GitHub has them. */
export function paginate<T>(
  context: { apiUrl: () => string },
  request: Pick<GithubRequest, 'query' | 'url'>,
  items: T[],
  options: PageOptions<T> = {},
): GithubAnswer {
  const perPage = Math.min(
    largestPage,
    readPositive(request.query.per_page, options.perPage ?? 30),
  );
  const page = readPositive(request.query.page, 1);
  const pages = Math.max(1, Math.ceil(items.length / perPage));
  const start = (page - 1) * perPage;
  const present = options.present ?? (item => item);
  const list = items.slice(start, start + perPage).map(present);
  const to = (number: number, rel: string) => {
    const url = new URL(request.url, context.apiUrl());
    url.searchParams.set('page', String(number));
    return `<${url.href}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [to(Math.min(page - 1, pages), 'prev')] : []),
    ...(page < pages ? [to(page + 1, 'next'), to(pages, 'last')] : []),
    ...(page > 1 ? [to(1, 'first')] : []),
  ];
  return {
    status: 200,
    body: options.key
      ? { total_count: items.length, [options.key]: list }
      : list,
    headers: links.length > 0 ? { link: links.join(', ') } : {},
  };
}
