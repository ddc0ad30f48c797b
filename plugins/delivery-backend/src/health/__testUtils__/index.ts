export * from './FakeHands';
export * from './openHealth';
export * from './reports';
