export { kubernetesApplyModule as default } from './kubernetesApplyModule';
