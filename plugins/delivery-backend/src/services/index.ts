export * from './CatalogServices';
export * from './deriveWiring';
export * from './ServiceWiring';
