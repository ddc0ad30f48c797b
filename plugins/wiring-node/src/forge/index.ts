export * from './access';
export * from './findRepository';
export * from './Forge';
export * from './forgeOf';
export * from './gitlab';
export * from './sshKeys';
export * from './target';
export * from './tryCredentials';
