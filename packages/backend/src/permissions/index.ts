export { deliveryPolicyModule as default } from './deliveryPolicyModule';
