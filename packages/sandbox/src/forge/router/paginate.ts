import type { ForgeAnswer, ForgeRequest } from '../api/ForgeRoute.ts';
import { errors } from '../errors/errors.ts';

const largestPage = 100;
/** Above this GitLab does not count any more. */
const countLimit = 10_000;

export interface PageQuery {
  page: number;
  perPage: number;
}

function readInteger(value: unknown, name: string, otherwise: number): number {
  if (value === undefined || value === '') {
    return otherwise;
  }
  if (!/^-?\d+$/.test(String(value))) {
    throw errors.parameters([`${name} is invalid`]);
  }
  return Number(value);
}

export function readPage(query: Record<string, any>): PageQuery {
  const perPage = readInteger(query.per_page, 'per_page', 20);
  if (perPage === 0) {
    throw errors.parameters(['per_page has a value not allowed']);
  }
  return {
    page: Math.max(1, readInteger(query.page, 'page', 1)),
    perPage: Math.min(largestPage, Math.max(1, perPage)),
  };
}

/** The URL that was asked for, with other values in its query. */
export function withQuery(
  request: Pick<ForgeRequest, 'baseUrl' | 'url'>,
  values: Record<string, string | number>,
): string {
  const url = new URL(request.url, request.baseUrl);
  for (const [key, value] of Object.entries(values)) {
    url.searchParams.set(key, String(value));
  }
  return `${request.baseUrl}${url.pathname}${url.search}`;
}

export function pageHeaders(
  request: Pick<ForgeRequest, 'baseUrl' | 'url'>,
  { page, perPage }: PageQuery,
  total: number,
): Record<string, string> {
  const pages = Math.max(1, Math.ceil(total / perPage));
  const previous = page > 1 ? page - 1 : undefined;
  const next = page < pages ? page + 1 : undefined;
  const counted = total <= countLimit;
  const links: Array<[string, number | undefined]> = [
    ['prev', previous],
    ['next', next],
    ['first', 1],
    ['last', counted ? pages : undefined],
  ];
  return {
    'x-next-page': next ? String(next) : '',
    'x-page': String(page),
    'x-per-page': String(perPage),
    'x-prev-page': previous ? String(previous) : '',
    ...(counted
      ? { 'x-total': String(total), 'x-total-pages': String(pages) }
      : {}),
    link: links
      .filter(([, to]) => to !== undefined)
      .map(
        ([rel, to]) =>
          `<${withQuery(request, {
            page: to!,
            per_page: perPage,
          })}>; rel="${rel}"`,
      )
      .join(', '),
  };
}

/** One page of a list, with the headers that tell about the others. */
export function paginate<T>(
  request: ForgeRequest,
  items: T[],
  present: (item: T) => unknown = item => item,
): ForgeAnswer {
  const query = readPage(request.query);
  const start = (query.page - 1) * query.perPage;
  return {
    status: 200,
    body: items.slice(start, start + query.perPage).map(present),
    headers: pageHeaders(request, query, items.length),
  };
}

/** One page after a cursor: there is a link to the next one and nothing is counted. */
export function paginateByCursor<T>(
  request: ForgeRequest,
  items: T[],
  options: {
    perPage: number;
    /** The query parameter that says after which item the next page starts. */
    parameter: string;
    cursor: (item: T) => string | number;
    present?: (item: T) => unknown;
  },
): ForgeAnswer {
  const page = items.slice(0, options.perPage);
  const last = page.at(-1);
  const present = options.present ?? (item => item);
  return {
    status: 200,
    body: page.map(present),
    headers:
      last !== undefined && items.length > options.perPage
        ? {
            link: `<${withQuery(request, {
              [options.parameter]: options.cursor(last),
            })}>; rel="next"`,
          }
        : {},
  };
}
