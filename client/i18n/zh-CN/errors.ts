/** Sentences for the keys that the server sends with a refusal. */
export const errors = {
  'error.here': '这个页面没能算出来。请重试；若再次出现，请刷新页面。',
  'error.unknown': '服务出错了。没有保存任何改动；请重试，若再次出现请联系管理员。',
  'error.unauthorized': '登录已失效，请重新登录。',
  'error.forbidden': '您没有做这件事的权限。',
  'error.notFound': '没有找到这条记录，可能已被删除或不在您的辖区内。',
  'error.tooMany': '操作太频繁，请稍后再试。',
  'error.badInput': '填写的内容有误，请检查后再试。',
} as const
