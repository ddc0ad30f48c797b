export { buildLab, type LabBinaries } from './build/buildLab.ts';
export { Lab, type LabAccess, type LabOptions } from './Lab.ts';
export { LabPortal, labFolder } from './LabPortal.ts';
