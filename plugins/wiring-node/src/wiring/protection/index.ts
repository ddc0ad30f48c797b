export * from './ensureProtection';
export * from './planProtection';
