import type { VariableRecord } from '../records/records.ts';

/** `API_Entities_Ci_Variable`: the value of a hidden one is never told again. */
export function presentVariable(variable: VariableRecord) {
  return {
    variable_type: variable.variableType,
    key: variable.key,
    value: variable.hidden ? null : variable.value,
    hidden: variable.hidden,
    protected: variable.protected,
    masked: variable.masked,
    raw: variable.raw,
    environment_scope: variable.environmentScope,
    description: variable.description,
  };
}
