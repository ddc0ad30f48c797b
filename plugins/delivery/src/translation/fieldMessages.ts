/** What the fields of the launch form say. */
export const fieldMessages = {
  serviceName: {
    title: 'Name',
    description:
      'Lower-case letters, digits and hyphens; starts with a letter; at most {{limit}} characters.',
    empty: 'A service needs a name.',
    firstNotLetter: 'The name must start with a lower-case letter.',
    upperCase: 'Use lower-case letters only; "{{suggestion}}" would do.',
    character:
      'The name may not contain "{{character}}": lower-case letters, digits and hyphens only.',
    lastHyphen: 'The name may not end in a hyphen.',
    tooLong: 'The name is {{length}} characters long; at most {{limit}} fit.',
    checking: 'Looking whether the name is free',
    free: 'The name "{{name}}" is free.',
    own: 'A service named {{name}} exists already; launching again will bring it up to date.',
    foreign:
      'A service named {{name}} exists already and belongs to {{owner}}. Choose another name.',
    nobody: 'nobody',
    unchecked: 'It could not be checked whether the name is free: {{reason}}',
  },
} as const;
