import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { ContractClient } from '../../../sandbox/src/kubernetes/contract/index.ts';
import {
  eventually,
  expectStatus,
} from '../../../sandbox/src/kubernetes/contract/helpers.ts';

/** What became of a rule of the contract. */
export interface CheckedRule {
  rule: string;
  /** Why it is broken, if it is. */
  problem?: string;
}

type Question =
  | { does: 'clean' }
  | { does: 'put'; object: any }
  | ({ does: 'tell' } & CheckedRule);

const rollouts = '/apis/argoproj.io/v1alpha1';
const namespaces = ['payments-dev', 'payments-staging'];

/** Holds the client of the portal to its contract, on a cluster without Rollouts. */
export async function checkClusterClient(cluster: {
  url: string;
  token: string;
  /** Does what somebody else does there. */
  somebodyElse: ContractClient;
}): Promise<CheckedRule[]> {
  const { url, token, somebodyElse } = cluster;
  const rules: CheckedRule[] = [];
  for (const name of namespaces) {
    await somebodyElse.request('POST', '/api/v1/namespaces', {
      body: { apiVersion: 'v1', kind: 'Namespace', metadata: { name } },
    });
  }

  const child = fork(join(import.meta.dirname, 'clusterClientRules.cjs'), [], {
    execArgv: [
      '--require',
      createRequire(import.meta.url).resolve(
        '@backstage/cli-node/config/nodeTransform.cjs',
      ),
    ],
  });
  const answer = async (question: Question) => {
    switch (question.does) {
      case 'clean':
        await removeRollouts(somebodyElse);
        break;
      case 'put':
        await put(somebodyElse, question.object);
        break;
      case 'tell':
        rules.push({ rule: question.rule, problem: question.problem });
        break;
      default:
        question satisfies never;
    }
    child.send({ done: true });
  };
  const failed = new Promise<never>((_resolve, reject) => {
    child.on('message', (message: object) => {
      // Backstage's transform tells the files that it has read on the same channel.
      if ('does' in message) {
        answer(message as Question).catch(reject);
      }
    });
  });
  try {
    child.send({ url, token });
    const [code] = await Promise.race([once(child, 'exit'), failed]);
    if (code !== 0) {
      throw new Error(`The rules ended with exit code ${code}.`);
    }
    return rules;
  } finally {
    child.kill();
    await removeRollouts(somebodyElse);
  }
}

async function put(client: ContractClient, object: any): Promise<void> {
  const { name, namespace } = object.metadata;
  const response = await client.request(
    'PATCH',
    `${rollouts}/namespaces/${namespace}/rollouts/${name}?fieldManager=somebody-else&force=true`,
    {
      headers: { 'content-type': 'application/apply-patch+yaml' },
      body: object,
    },
  );
  if (response.status >= 300) {
    throw new Error(`${name} was refused: ${response.body.message}`);
  }
}

async function removeRollouts(client: ContractClient): Promise<void> {
  for (const namespace of namespaces) {
    await client.request(
      'DELETE',
      `${rollouts}/namespaces/${namespace}/rollouts`,
    );
  }
  await eventually(async () => {
    const { body } = expectStatus(
      await client.request('GET', `${rollouts}/rollouts`),
      200,
    );
    if (body.items.length > 0) {
      throw new Error(`There are still ${body.items.length} Rollouts.`);
    }
  });
}
