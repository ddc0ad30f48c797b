import { checkClusterClient } from './support/checkClusterClient.ts';
import { declareRules } from './support/declareRules.ts';
import { LabConnection } from './support/LabConnection.ts';

const lab = LabConnection.open();
try {
  const { url, token } = lab;
  declareRules(
    'the contract of the cluster client, on the real API server',
    await checkClusterClient({ url, token, somebodyElse: lab }),
  );
} finally {
  lab.close();
}
