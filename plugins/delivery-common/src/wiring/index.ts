export * from './WiringHealth';
export * from './contract';
