export {
  cellOf,
  endings,
  faultKinds,
  type Cell,
  type Ending,
  type FaultKind,
  type ForgeKind,
} from './cells/Cell.ts';
export { listCells, matchesName, reasonAgainst } from './cells/listCells.ts';
export { randomOf, shuffled } from './cells/random.ts';
export { readSteps } from './cells/readSteps.ts';
export type { CellReport } from './run/runCell.ts';
export { runMatrix } from './run/runMatrix.ts';
export {
  addSearched,
  nothingSearched,
  searchFolders,
} from './secrets/searchCanary.ts';
export { FaultsWorld } from './world/FaultsWorld.ts';
