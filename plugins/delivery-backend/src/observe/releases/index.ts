export * from './commitOfTag';
export * from './WantedImages';
