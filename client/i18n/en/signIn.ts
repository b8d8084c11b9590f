/** Coming in: sign-in page, one-time links, the first password. */
export const signIn = {
  'signIn.title': 'Sign in',
  'signIn.lead': 'One map of the people, places and open issues in every grid.',
  'signIn.linkUsed': 'This one-time link was used before or has run out',
  'signIn.linkUsedHint':
    'Sign in with your user name and password. If you have no password yet, ask your administrator for a new link.',
  'signIn.linkHint': 'Here for the first time? Open the one-time link you were given, then set a password.',
  'password.banner': 'You came in by a one-time link. Set a password to sign in directly next time.',
  'password.set': 'Set password',
  'password.later': 'Later',
  'password.title': 'Set a password',
  'password.change': 'Change password',
  'password.current': 'Current password',
  'password.new': 'New password',
  'password.rule': 'At least {count} characters. A few unrelated words are safer than a row of symbols.',
  'password.repeat': 'Once more',
  'password.differs': 'The two are not the same',
  'password.tooShort': '{count, plural, one {# character} other {# characters}} to go',
  'password.userName': 'User name',
  'password.userNameHint': 'For signing in next time. Change it to what suits you.',
  'password.save': 'Save password',
  'password.saved': 'Password set. Use it to sign in next time.',
} as const
