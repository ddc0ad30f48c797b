import { get as getPlain } from 'node:http';
import { get as getSecure } from 'node:https';

const MOST_REDIRECTS = 3;

export interface HttpAnswer {
  status: number;
  body: string;
}

/**
 * Reads an address. The machine's `fetch` is not used because it refuses some ports that git
 * reaches. A redirection is followed; to another host it goes without the credentials.
 */
export async function httpGet(
  address: string,
  options: { headers: Record<string, string>; signal: AbortSignal },
  redirects = 0,
): Promise<HttpAnswer> {
  const get = address.startsWith('https:') ? getSecure : getPlain;
  const { status, location, body } = await new Promise<
    HttpAnswer & { location?: string }
  >((resolve, reject) => {
    get(address, options, response => {
      const chunks: Buffer[] = [];
      response.on('data', chunk => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          location: response.headers.location,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    }).on('error', reject);
  });
  if (
    status < 300 ||
    status > 399 ||
    !location ||
    redirects >= MOST_REDIRECTS
  ) {
    return { status, body };
  }
  const next = new URL(location, address);
  const isSameHost = next.host === new URL(address).host;
  return httpGet(
    next.href,
    { ...options, headers: isSameHost ? options.headers : {} },
    redirects + 1,
  );
}
