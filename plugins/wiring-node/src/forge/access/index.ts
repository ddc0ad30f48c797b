export * from './ForgeAccess';
export * from './forgeAccessOf';
