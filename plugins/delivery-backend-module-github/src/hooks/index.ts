export * from './createHookValidator';
export * from './readHook';
