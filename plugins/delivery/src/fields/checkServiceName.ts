import { Phrase, phrase } from '../translation';

export const NAME_LIMIT = 40;

/**
 * What is wrong with a name, told as one types; undefined where nothing is. Names become DNS labels
 * with the name of an environment behind them, hence the limit.
 */
export function checkServiceName(name: string): Phrase | undefined {
  if (name === '') {
    return phrase('field.serviceName.empty');
  }
  if (name !== name.toLowerCase()) {
    const suggestion = name.toLowerCase();
    return phrase('field.serviceName.upperCase', { suggestion });
  }
  const stranger = [...name].find(each => !/[a-z0-9-]/.test(each));
  if (stranger) {
    const character = stranger;
    return phrase('field.serviceName.character', { character });
  }
  if (!/^[a-z]/.test(name)) {
    return phrase('field.serviceName.firstNotLetter');
  }
  if (name.length > NAME_LIMIT) {
    const params = { length: name.length, limit: NAME_LIMIT };
    return phrase('field.serviceName.tooLong', params);
  }
  // Last, as a name that is being typed may well end in one.
  return name.endsWith('-')
    ? phrase('field.serviceName.lastHyphen')
    : undefined;
}
