import type { IncomingMessage } from 'node:http';
import { BodyTooLargeError, readBody } from '../../http/readBody.ts';
import { githubErrors } from '../errors/githubErrors.ts';

const limit = 100 * 1024 * 1024;

/** The JSON object in a body, whatever the request calls it. */
export async function readJson(
  request: IncomingMessage,
): Promise<Record<string, any>> {
  let text: string;
  try {
    text = (await readBody(request, limit)).toString('utf8');
  } catch (error) {
    if (error instanceof BodyTooLargeError) {
      throw githubErrors.refused(413, 'Request Entity Too Large');
    }
    throw githubErrors.badRequest('Problems parsing JSON');
  }
  if (text.trim() === '') {
    return {};
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw githubErrors.badRequest('Problems parsing JSON');
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw githubErrors.badRequest('Body should be a JSON object');
  }
  return value as Record<string, any>;
}
