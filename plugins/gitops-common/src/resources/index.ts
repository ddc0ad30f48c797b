export * from './quantity';
export * from './quotaFit';
