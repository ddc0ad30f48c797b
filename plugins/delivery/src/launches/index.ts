export { LaunchesPage } from './LaunchesPage';
export { TakeBackDialog } from './TakeBackDialog';
