export * from './CatalogLocations';
export * from './TakeBacks';
