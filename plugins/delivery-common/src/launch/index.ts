export * from './contract';
export * from './Launch';
export * from './TakeBack';
