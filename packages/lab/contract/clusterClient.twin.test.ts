import { startTestCluster } from '../../sandbox/src/kubernetes/testing/startTestCluster.ts';
import { checkClusterClient } from './support/checkClusterClient.ts';
import { declareRules } from './support/declareRules.ts';

const { url, client, stop } = await startTestCluster();
try {
  declareRules(
    'the contract of the cluster client, on the twin',
    await checkClusterClient({ url, token: 'admin', somebodyElse: client }),
  );
} finally {
  await stop();
}
