import { englishWords as words } from '../__testUtils__/englishWords';
import { checkServiceName } from './checkServiceName';

describe('checkServiceName', () => {
  it.each(['payments', 'p', 'payments-v2', 'a1', 'p'.repeat(40)])(
    'lets %s pass',
    name => {
      expect(checkServiceName(name)).toBeUndefined();
    },
  );

  it.each([
    ['', 'A service needs a name.'],
    ['Payments', 'Use lower-case letters only; "payments" would do.'],
    [
      'pay ments',
      'The name may not contain " ": lower-case letters, digits and hyphens only.',
    ],
    [
      'pay_ments',
      'The name may not contain "_": lower-case letters, digits and hyphens only.',
    ],
    [
      'zahlungsgemäß',
      'The name may not contain "ä": lower-case letters, digits and hyphens only.',
    ],
    ['2payments', 'The name must start with a lower-case letter.'],
    ['-payments', 'The name must start with a lower-case letter.'],
    ['payments-', 'The name may not end in a hyphen.'],
    ['p'.repeat(41), 'The name is 41 characters long; at most 40 fit.'],
  ])('says what is wrong with "%s"', (name, expected) => {
    const fault = checkServiceName(name);
    expect(fault && words.say(fault)).toBe(expected);
  });
});
