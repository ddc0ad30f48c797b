// Reads app config files as the portal's backend does, in a process with Backstage's transform:
//   node --require <transform> readPortalConfig.cjs <file>…
// Prints what the plugins make of them as JSON, or fails with what they say.
const { ConfigSources, FileConfigSource } = require('@backstage/config-loader');
const {
  readDeliveryConfig,
  createClusterClients,
} = require('../../../../plugins/delivery-node/src/index.ts');
const {
  readLaunchConfig,
} = require('../../../../plugins/wiring-node/src/config/index.ts');
const {
  assertEmbedded,
} = require('../../../backend/src/signIn/assertEmbedded.ts');

/** Every variable is set, to something that its name makes likely. */
async function substitutionFunc(name) {
  if (/PORT$/.test(name)) {
    return '7007';
  }
  if (/_URL$/.test(name)) {
    return `https://${name.toLowerCase().replaceAll('_', '-')}.example.com`;
  }
  if (/(KUSTOMIZE|HELM)$/.test(name)) {
    return `/usr/bin/${name.toLowerCase()}`;
  }
  return `a-value-of-${name.toLowerCase()}`;
}

async function main(files) {
  const config = await ConfigSources.toConfig(
    ConfigSources.merge(
      files.map(path => FileConfigSource.create({ path, substitutionFunc })),
    ),
  );
  const roles = ['developer', 'viewer', 'platform-owner'].filter(id =>
    config.has(`auth.providers.${id}`),
  );
  if (roles.length > 0) {
    assertEmbedded(config);
  }
  const clusters = createClusterClients(config, { logger: { info() {} } });
  console.log(
    JSON.stringify({
      delivery: readDeliveryConfig(config),
      launch: readLaunchConfig(config),
      clusters: clusters.names(),
      roles,
      database: config.get('backend.database'),
    }),
  );
  process.exit();
}

main(process.argv.slice(2)).catch(error => {
  console.error(error.message);
  process.exit(1);
});
