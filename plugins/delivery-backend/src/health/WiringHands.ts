import {
  checkWiring,
  Outcome,
  repairWiring,
  rotateCredential,
  RunContext,
  WiringCheckInput,
  WiringCheckRun,
  WiringHealthDeps,
  WiringRepairInput,
  WiringReport,
  WiringRotateInput,
} from '@slipway/plugin-wiring-node';

/** What reaches out to forges and clusters. */
export interface WiringHands {
  check(run: WiringCheckRun, input: WiringCheckInput): Promise<WiringReport>;
  repair(run: RunContext, input: WiringRepairInput): Promise<Outcome[]>;
  rotate(run: RunContext, input: WiringRotateInput): Promise<Outcome[]>;
}

export function createWiringHands(deps: WiringHealthDeps): WiringHands {
  return {
    check: (run, input) => checkWiring(run, deps, input),
    repair: (run, input) => repairWiring(run, deps, input),
    rotate: (run, input) => rotateCredential(run, deps, input),
  };
}
