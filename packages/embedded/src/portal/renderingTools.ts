import { findTools } from '../../../sandbox/src/argocd/tools/findTools.ts';

/**
 * The tools with which the sandbox's Argo CD renders, for the portal's dry run, as variables of its
 * config; none on a machine that cannot run those of the npm package and has no others.
 */
export async function renderingTools(
  tell: (line: string) => void,
): Promise<Record<string, string>> {
  try {
    const { kustomize, helm } = await findTools();
    return { SLIPWAY_KUSTOMIZE: kustomize[0], SLIPWAY_HELM: helm[0] };
  } catch (error) {
    tell(`Dry runs will not render manifests: ${(error as Error).message}`);
    return {};
  }
}
