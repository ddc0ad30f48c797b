export * from './awaitMerge';
export * from './ensureProposal';
export * from './placeContent';
export * from './planProposal';
