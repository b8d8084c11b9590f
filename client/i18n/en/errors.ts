import type { errors as zh } from '../zh-CN/errors.ts'

export const errors: Record<keyof typeof zh, string> = {
  'error.here': 'This page could not work it out. Try again; if it happens again, load the page anew.',
  'error.unknown':
    'The service failed. Nothing was saved; try again, and tell your administrator if it recurs.',
  'error.unauthorized': 'Your session has ended. Please sign in again.',
  'error.forbidden': 'You are not allowed to do this.',
  'error.notFound': 'Not found: it may have been deleted, or lies outside your area.',
  'error.tooMany': 'Too many attempts. Please try again later.',
  'error.badInput': 'Something entered is not right. Please check and try again.',
}
