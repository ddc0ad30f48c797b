/** What every card says in the same words, and times. */
export const frameMessages = {
  loading: 'Loading the delivery of this service',
  waiting: 'Looking for the first time; started {{ago}}.',
  forbidden: {
    title: 'You may not see the delivery of this service',
    description:
      'Ask the owner of this service, or a platform owner, for access.',
  },
  error: {
    title: 'The delivery of this service could not be loaded',
    retry: 'Try again',
  },
  unreachable: {
    title: 'The source has never been reached',
    description: 'Tried since {{since}}. {{reason}}',
  },
  stale: {
    portal: 'Stale: the portal cannot be reached since {{since}}',
    source: 'Stale: the source cannot be reached since {{since}}',
    description: 'What follows is the last state seen. {{reason}}',
    retry: 'Try now',
  },
  notWired: {
    title: 'Not wired yet',
    description: 'Nothing tells Slipway where to look. What is missing:',
    oneIsEnough: 'One of them is enough.',
    annotations: 'Add it to the catalog-info.yaml of the service:',
    copy: 'Copy',
    copied: 'Copied',
    notCopied: 'The browser does not allow it; select the text and copy it.',
  },
  brokenRow: 'This part cannot be shown: {{reason}}',
  unknownSentence:
    'This page does not know the message "{{key}}"; reloading brings a newer page.',
  age: {
    moment: 'a moment',
    minutes: '{{count}} min',
    hours: '{{count}} h',
    days_one: '{{count}} day',
    days_other: '{{count}} days',
    ago: '{{age}} ago',
    since: 'for {{age}}',
  },
  duration: {
    seconds: '{{seconds}} s',
    minutes: '{{minutes}} min {{seconds}} s',
    hours: '{{hours}} h {{minutes}} min',
  },
} as const;
