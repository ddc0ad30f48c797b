export { buildLab, type LabBinaries } from './build/buildLab.ts';
export { Lab, type LabOptions } from './Lab.ts';
