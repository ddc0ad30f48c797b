export { OperationBar } from './OperationBar';
export { OperationsContext } from './OperationsContext';
export type { Operations } from './OperationsContext';
