export { ClusterFacts } from './ClusterFacts';
export { matchesSelector } from './matchesSelector';
export { reduceWatchEvent, type Reduction } from './reduceWatchEvent';
