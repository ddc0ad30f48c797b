export * from './lookAround';
export * from './planTakeBack';
export * from './takeBack';
export * from './TakeBackDeps';
export * from './TakeBackPlan';
