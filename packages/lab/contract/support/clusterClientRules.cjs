// The plugin is CommonJS once built, with imports without an extension: Node reads its source only
// with Backstage's own transform, and so in a process of its own.
const { ConfigReader } = require('@backstage/config');
const { createClusterClients } = require('@slipway/plugin-delivery-node');
const {
  clusterClientContract,
} = require('@slipway/plugin-delivery-node/testUtils');

/** Has the test do something, and waits until it is done. */
function ask(question) {
  return new Promise(resolve => {
    process.once('message', resolve);
    process.send(question);
  });
}

async function run({ url, token }) {
  const config = new ConfigReader({
    kubernetes: {
      clusterLocatorMethods: [
        {
          type: 'config',
          clusters: [
            {
              name: 'contract',
              url,
              authProvider: 'serviceAccount',
              serviceAccountToken: token,
              skipTLSVerify: true,
            },
          ],
        },
      ],
    },
  });
  const client = createClusterClients(config, { logger: console }).get(
    'contract',
  );
  for (const { rule, check } of clusterClientContract) {
    await ask({ does: 'clean' });
    let problem;
    try {
      await check({ client, put: object => ask({ does: 'put', object }) });
    } catch (error) {
      problem = error.stack;
    }
    await ask({ does: 'tell', rule, problem });
  }
  process.disconnect();
}

process.once('message', run);
