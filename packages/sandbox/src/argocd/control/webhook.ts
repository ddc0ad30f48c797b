import type { HttpHandler } from '../../world/seams.ts';
import type { Application } from '../model/Application.ts';
import { sourcesOf } from '../model/Application.ts';
import { normalizeUrl } from '../source/repositoryCredentials.ts';

const PATH = '/argocd/api/webhook';
const LARGEST_BYTES = 5_000_000;

/** The part of GitLab's push payload that Argo CD looks at. */
export interface PushPayload {
  object_kind?: string;
  ref?: string;
  project?: { web_url?: string; git_http_url?: string; git_ssh_url?: string };
  repository?: { git_http_url?: string; homepage?: string };
}

/** The Applications that a push concerns: same repository, and a revision that it may have moved. */
export function findConcerned(
  applications: Application[],
  payload: PushPayload,
): string[] {
  const { project, repository, ref = '' } = payload;
  const urls = [
    project?.git_http_url,
    project?.web_url,
    repository?.git_http_url,
    repository?.homepage,
  ].flatMap(url => (url ? [normalizeUrl(url)] : []));
  const branch = ref.replace(/^refs\/(heads|tags)\//, '');
  return applications
    .filter(application =>
      sourcesOf(application).some(
        source =>
          urls.includes(normalizeUrl(source.repoURL)) &&
          [branch, ref, 'HEAD', '', undefined].includes(source.targetRevision),
      ),
    )
    .map(application => application.metadata.name);
}

async function readBody(request: AsyncIterable<Buffer>): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LARGEST_BYTES) {
      throw new RangeError('The payload is larger than any push is');
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsePayload(text: string): PushPayload | undefined {
  try {
    const value = JSON.parse(text);
    return value && typeof value === 'object' ? value : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) {
      return undefined;
    }
    throw error;
  }
}

/** Answers `POST /argocd/api/webhook` with what GitLab sends after a push. */
export function createWebhook(options: {
  applications(): Application[];
  refresh(application: string): void;
}): HttpHandler {
  return async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://argocd');
    if (pathname !== PATH) {
      return false;
    }
    const reply = (status: number, text: string) => {
      response.writeHead(status, { 'content-type': 'text/plain' }).end(text);
      return true;
    };
    if (request.method !== 'POST') {
      return reply(405, 'Method Not Allowed\n');
    }
    const payload = parsePayload(await readBody(request));
    if (!payload) {
      return reply(400, 'Webhook processing failed: the body is not JSON\n');
    }
    if (payload.object_kind === 'push' || payload.object_kind === 'tag_push') {
      for (const name of findConcerned(options.applications(), payload)) {
        options.refresh(name);
      }
    }
    return reply(200, '');
  };
}
