import { readFileSync } from 'node:fs';
import { request as httpsRequest, Agent } from 'node:https';
import { createInterface } from 'node:readline';
import type {
  ContractClient,
  ContractResponse,
} from '../../../sandbox/src/kubernetes/contract/index.ts';
import { createServiceAccount } from './createServiceAccount.ts';

/** An event of a watch. */
export interface LabEvent {
  type: string;
  object: any;
}

/** The API server of a running lab, as its administrator. */
export class LabConnection implements ContractClient {
  readonly url: string;
  readonly token: string;
  // The lab signs its certificate itself.
  #agent = new Agent({ rejectUnauthorized: false, keepAlive: true });

  private constructor(url: string, token: string) {
    this.url = url;
    this.token = token;
  }

  /** The lab that `npm run test:lab` has started, or one that a person has. */
  static open(file = process.env.SLIPWAY_LAB_KUBECONFIG): LabConnection {
    if (!file) {
      throw new Error(
        'There is no lab to test against: run npm run test:lab, or set SLIPWAY_LAB_KUBECONFIG to the kubeconfig that npm run lab prints.',
      );
    }
    const { clusters, users } = JSON.parse(readFileSync(file, 'utf8'));
    return new LabConnection(clusters[0].cluster.server, users[0].user.token);
  }

  close(): void {
    this.#agent.destroy();
  }

  async request(
    method: string,
    path: string,
    {
      headers,
      body,
    }: { headers?: Record<string, string>; body?: unknown } = {},
  ): Promise<ContractResponse> {
    const response = await this.#send(method, path, headers, body);
    const chunks: Buffer[] = [];
    for await (const chunk of response) {
      chunks.push(chunk as Buffer);
    }
    const text = Buffer.concat(chunks).toString('utf8');
    return {
      status: response.statusCode ?? 0,
      headers: response.headers as Record<string, string>,
      body: parseOrKeep(text),
    };
  }

  /** As `request`, and whatever is not a success is an error. */
  async must(...args: Parameters<LabConnection['request']>): Promise<any> {
    const { status, body } = await this.request(...args);
    if (status >= 300) {
      throw new Error(
        `${args[0]} ${args[1]} was answered with ${status}: ${
          body?.message ?? JSON.stringify(body)
        }`,
      );
    }
    return body;
  }

  async serviceAccount({
    namespace,
    name,
    rules,
  }: Parameters<ContractClient['serviceAccount']>[0]): Promise<LabConnection> {
    return new LabConnection(
      this.url,
      await createServiceAccount(this, { namespace, name, rules }),
    );
  }

  /** Follows a list from now on. Returns when the watch is open. */
  async watch(
    path: string,
    listener: (event: LabEvent) => void,
  ): Promise<() => void> {
    const { metadata } = await this.must('GET', path);
    const response = await this.#send(
      'GET',
      `${path}?watch=true&resourceVersion=${metadata.resourceVersion}`,
    );
    const lines = createInterface({ input: response });
    lines.on('line', line => listener(JSON.parse(line)));
    // Ended on purpose, the connection breaks in the middle of an answer.
    response.on('error', () => {});
    return () => {
      lines.close();
      response.destroy();
    };
  }

  #send(
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body?: unknown,
  ): Promise<import('node:http').IncomingMessage> {
    const text =
      body === undefined || typeof body === 'string'
        ? body
        : JSON.stringify(body);
    return new Promise((resolve, reject) => {
      const call = httpsRequest(
        `${this.url}${path}`,
        {
          method,
          agent: this.#agent,
          headers: {
            authorization: `Bearer ${this.token}`,
            ...(text === undefined
              ? {}
              : {
                  'content-type': 'application/json',
                  'content-length': String(Buffer.byteLength(text)),
                }),
            ...headers,
          },
        },
        resolve,
      );
      call.on('error', reject);
      call.end(text);
    });
  }
}

function parseOrKeep(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // More than one document, or plain text: it is given as it came.
    return text;
  }
}
