export { WiringCard } from './WiringCard';
export { WiringPage } from './WiringPage';
