export { createActions } from './createActions.ts';
export type { Actions, ActionsOptions } from './createActions.ts';
