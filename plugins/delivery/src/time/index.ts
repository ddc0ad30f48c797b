export { Age } from './Age';
export { presentAge, presentDuration } from './presentAge';
export { presentMoment } from './presentMoment';
export { Ticker } from './Ticker';
export { useNow } from './useNow';
