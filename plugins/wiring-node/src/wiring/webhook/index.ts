export * from './ensureWebhook';
export * from './planHook';
