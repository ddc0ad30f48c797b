import { requirePlugin } from './createDeps.ts';

requirePlugin('./actions');
requirePlugin('./ledger');
requirePlugin('@backstage/catalog-client');
requirePlugin('@backstage/plugin-scaffolder-backend');
