export * from './ApplicationRefresher';
export * from './assignApplications';
export * from './composeEnvironments';
export * from './environmentInputs';
export * from './EnvironmentObserver';
export * from './findApplications';
