/** Sentences of refusals: a rule says no. */
export const RULE_MESSAGES = {
  'unit.unknown': {
    en: 'There is no unit {code} in force on {day}.',
    zh: '{day} 没有编码为 {code} 的单元。',
  },
  'facility.unknown': { en: 'There is no facility {id}.', zh: '没有编号为 {id} 的设施。' },
  'building.unknown': { en: 'There is no building {code}.', zh: '没有编码为 {code} 的楼栋。' },
  'issue.unknown': {
    en: 'On {day} there is no issue {id}, or it lies outside your area.',
    zh: '{day} 没有编号为 {id} 的诉求，或不在您的管辖范围内。',
  },
  'duty.unknown': {
    en: 'This entry of the roster is gone, or lies outside your area. Look at the roster again.',
    zh: '排班表里没有这一条，或不在您的管辖范围内。请重新查看排班表。',
  },
  'duty.personKnown': {
    en: 'This person, or this account, is on the roster already.',
    zh: '这个人或这个账号已经在排班表里。',
  },
  'duty.accountUnknown': {
    en: 'There is no account {userName} for this unit.',
    zh: '这个单元没有账号 {userName}。',
  },
  'duty.personInUse': {
    en: 'This person still has {count} shifts, leaves or standings in. Take those away first.',
    zh: '此人还有 {count} 条班次、休假或代理，请先删去。',
  },
  'duty.tooManyShifts': {
    en: 'This unit has {most} shifts already. Take some away first.',
    zh: '这个单元已有 {most} 条班次，请先删去一些。',
  },
  'issue.stepNotYours': { en: 'Your role does not take this step.', zh: '您的角色不能办理这一步。' },
  'issue.stepNotNow': {
    en: 'This step is not possible as the issue stands now. Look at it again; nothing was changed.',
    zh: '按诉求目前的状态，这一步办不了。请重新查看，数据未作更改。',
  },
  'issue.verifyByAnother': {
    en: 'You said yourself that it is done; somebody else verifies it.',
    zh: '办结是您反馈的，须由另一人核查。',
  },
  'issue.changedMeanwhile': {
    en: '{by} has taken a step on this issue in the meantime. Nothing was overwritten: look at it again, then decide.',
    zh: '{by} 刚办理过这条诉求，没有覆盖。请看过最新情况再决定。',
  },
  'issue.needsReason': { en: 'Say why, in a few words.', zh: '请简要填写说明。' },
  'issue.needsTarget': {
    en: 'Choose the unit or department that is to see to it.',
    zh: '请选择承办的网格或部门。',
  },
  'issue.needsLaterDue': {
    en: 'Choose a due time that lies ahead, within three years.',
    zh: '请选择晚于现在、三年以内的期限。',
  },
  'issue.needsReviewDate': {
    en: 'Choose a day after today to look at it again.',
    zh: '请选择今天以后的复查日期。',
  },
  'issue.needsOther': {
    en: 'Give the number of another issue to merge this one into.',
    zh: '请填写要并入的另一条诉求的编号。',
  },
  'issue.needsAnswer': { en: 'Enter what the resident answered.', zh: '请填写居民的评价。' },
  'issue.needsPhoto': {
    en: 'Issues of this class are closed with a photo of how it looks now. Add one.',
    zh: '这一类诉求须附现场照片才能办结，请添加照片。',
  },
  'photo.tooLarge': {
    en: '{file}: too large; expected a photo of at most {megabytes} MB.',
    zh: '{file}：文件过大，照片最大 {megabytes} MB。',
  },
  'photo.notPicture': {
    en: '{file}: found {found}, expected a photo (JPEG, PNG, WebP or HEIC).',
    zh: '{file}：内容是 {found}，应为照片（JPEG、PNG、WebP 或 HEIC）。',
  },
  'photo.broken': {
    en: '{file}: the {kind} picture is cut off or damaged and cannot be read.',
    zh: '{file}：{kind} 图片不完整或已损坏，无法读取。',
  },
  'photo.tooManyPixels': {
    en: '{file}: found {width} × {height} pixels, expected at most {most} million.',
    zh: '{file}：{width} × {height} 像素，超过上限 {most} 百万像素。',
  },
  'photo.empty': { en: 'No photo was sent.', zh: '没有收到照片。' },
  'photo.tooMany': {
    en: 'You have sent {most} photos that are not used yet. Use them, or wait until they are dropped.',
    zh: '您已有 {most} 张照片尚未使用，请先使用，或等其到期清除。',
  },
  'photo.unknown': {
    en: 'A photo is not on the server any more. Add it again.',
    zh: '有照片已不在服务器上，请重新添加。',
  },
  'photo.notFound': {
    en: 'There is no such photo, or it lies outside your area.',
    zh: '没有这张照片，或不在您的管辖范围内。',
  },
  'photo.notReached': {
    en: 'The store of photos does not answer. Nothing is lost; try again in a while.',
    zh: '照片库暂时没有答复。照片没有丢失，请稍后再看。',
  },
  'photo.notKept': {
    en: 'The photo could not be kept: the disk of the server is full or cannot be written. Nothing was stored; send it again later.',
    zh: '照片没有存下：服务器磁盘已满或不能写入。未保存任何内容，请稍后重发。',
  },
  'issue.targetElsewhere': {
    en: 'The issue does not lie in that unit: its people would not see it. Choose a unit that holds the place, or a department.',
    zh: '诉求不在该辖区内，那里的人看不到它。请选所在的网格、社区或部门。',
  },
  'issue.departmentUnknown': { en: 'There is no department “{department}”.', zh: '没有部门“{department}”。' },
  'issue.otherIsClosed': {
    en: 'That issue is closed already; merge into one that is open.',
    zh: '那条诉求已结案，请并入未结的诉求。',
  },
  'issue.undoTooLate': {
    en: 'This step cannot be taken back any more: its minute is over, it is not the newest, or somebody else took it.',
    zh: '这一步已不能撤回：已过一分钟、之后又有办理，或不是您办理的。',
  },
  'issue.keyOfAnother': {
    en: 'This was sent for another issue already. Load the page anew and try again.',
    zh: '该请求已用于另一条诉求，请刷新页面后重试。',
  },
  'issue.writtenByAnother': {
    en: 'This was written by somebody else who used this device. It can be sent once they have signed in again.',
    zh: '这是本机上另一人写的，须由其本人登录后发送。',
  },
  'mutual.closed': {
    en: 'This quarter can be answered for from {from} to {to} only.',
    zh: '这一季度不在评议期内（{from} 至 {to}）。',
  },
  'mutual.incomplete': { en: 'Please give every question a score.', zh: '请给每一项打分。' },
  'issue.classUnknown': {
    en: 'There is no class of issues “{class} / {subclass}”.',
    zh: '没有“{class} / {subclass}”这一类诉求。',
  },
  'resident.unknown': { en: 'There is no such resident in your area.', zh: '您的管辖范围内没有该居民。' },
  'notice.targetMalformed': {
    en: 'Give the whole address of the receiver, beginning with https:// (or http:// inside a closed network), without a name, password or # in it.',
    zh: '请填写完整的接收地址，以 https:// 开头（内网可用 http://），不要带用户名、密码或 #。',
  },
  'notice.targetLoopback': {
    en: 'This address leads to the server itself. Nothing is sent there, so that nobody can reach services of the machine through this page. If the receiver runs on this very machine, set QUARTERHOUR_LOOPBACK_TARGETS=1.',
    zh: '该地址指向服务器本机。为防止借本页面触及本机上的服务，不向其发送。若接收程序确在本机，请设置 QUARTERHOUR_LOOPBACK_TARGETS=1。',
  },
  'notice.targetLinkLocal': {
    en: 'This is a link-local address (169.254.…, fe80:…), where machines keep their own keys and settings. Nothing is sent there.',
    zh: '这是链路本地地址（169.254.…、fe80:…），机器的密钥和配置常在那里，不向其发送。',
  },
  'notice.targetNotOne': {
    en: 'This address belongs to no single machine. Nothing is sent there.',
    zh: '该地址不属于某一台机器，不向其发送。',
  },
  'notice.targetOpenHttp': {
    en: 'Beyond the closed network everybody could read along: use https.',
    zh: '内网以外用 http 会被他人看到内容，请改用 https。',
  },
  'notice.targetPrivate': {
    en: 'This address lies inside a closed network; push services of browsers do not.',
    zh: '该地址在内网；浏览器的推送服务不在内网。',
  },
  'notice.secretShort': {
    en: 'The secret needs at least {count} characters.',
    zh: '密钥至少 {count} 个字符。',
  },
  'notice.tooManyWebhooks': {
    en: 'There are {count} addresses already, the most there can be. Remove one first.',
    zh: '已有 {count} 个接收地址，到上限了。请先删去不用的。',
  },
  'notice.webhookUnknown': { en: 'This address was removed in the meantime.', zh: '该接收地址已被删除。' },
  'notice.letterUnknown': {
    en: 'Somebody has sent it again or discarded it already.',
    zh: '这条消息已被他人重发或放弃。',
  },
  'notice.needsContact': {
    en: 'Give a mail address or a page: push services ask whom they can turn to.',
    zh: '请填写邮箱或网页：推送服务要求留下联系方式。',
  },
  'notice.pushForbidden': {
    en: 'Notifications of the browser are not allowed here. An administrator allows them under Administration, Messages out.',
    zh: '本系统没有开放浏览器通知，须由管理员在“管理 › 对外通知”里开放。',
  },
  'notice.pushNotOn': { en: 'Notifications are not on for this browser.', zh: '这个浏览器没有打开通知。' },
  'access.refused': { en: 'Your role does not allow this.', zh: '您的角色无权进行此操作。' },
  'access.outsideArea': { en: 'This lies outside your area.', zh: '不在您的管辖范围内。' },
  'access.otherOrigin': { en: 'The request came from another site.', zh: '请求来自其他网站。' },
  'signIn.needed': { en: 'Please sign in.', zh: '请先登录。' },
  'signIn.wrong': { en: 'The user name or password is wrong.', zh: '用户名或密码不正确。' },
  'signIn.wait': { en: 'Too many attempts; please wait a little.', zh: '尝试次数过多,请稍后再试。' },
  'password.currentNeeded': { en: 'Enter the current password.', zh: '请输入当前密码。' },
  'password.currentWrong': { en: 'The current password is wrong.', zh: '当前密码不正确。' },
  'account.nameTaken': { en: 'The user name {userName} is taken.', zh: '用户名 {userName} 已被使用。' },
  'account.roleBeyond': {
    en: 'A role reaches further than yours; an administrator of the whole office gives it.',
    zh: '角色超出您的权限，须由管理整个街道的管理员授予。',
  },
  'account.unknown': { en: 'There is no such account.', zh: '没有该账号。' },
  'calendar.past': {
    en: '{day} is not after today and cannot be changed',
    zh: '{day} 不在今天以后，不能改',
  },
  'screen.unknown': {
    en: 'There is no such screen, or it was ended',
    zh: '没有这块大屏，或已停用',
  },
  'account.lastAdministrator': { en: 'One administrator must remain.', zh: '至少保留一名管理员。' },
  'upload.unknown': {
    en: 'The upload is not known any more; choose the file again.',
    zh: '上传的文件已失效,请重新选择。',
  },
  'upload.tooLarge': { en: '{file} is larger than {most}.', zh: '{file} 超过 {most}。' },
  'upload.empty': { en: 'No file was sent.', zh: '没有收到文件。' },
  'upload.noRejected': { en: 'No rows were rejected.', zh: '没有被退回的行。' },
  'job.unknown': { en: 'The job is not known.', zh: '没有该任务。' },
  'page.badCursor': { en: 'The list position is not valid.', zh: '列表位置无效。' },
  'circle.radiiNotAscending': { en: 'The radii must ascend.', zh: '半径须由小到大。' },
  'circle.limitsNotAscending': { en: 'The minutes must ascend.', zh: '时间须由小到大。' },
  'network.none': {
    en: 'There is no walking network yet; import one (OpenStreetMap or lines).',
    zh: '还没有步行路网,请先导入(OpenStreetMap 或线图层)。',
  },
  'network.unknownHash': { en: 'There is no such walking network.', zh: '没有该步行路网。' },
  'network.noWalkableWay': {
    en: '{file}: found no way that may be walked, expected streets or paths; the network in force stays.',
    zh: '{file}:没有可步行的道路,应含街道或小路;现有路网不变。',
  },
  'network.onlyIslands': {
    en: '{file}: found only pieces of less than 400 m that do not hang together; the network in force stays.',
    zh: '{file}:只有互不相连、不足 400 米的零散路段;现有路网不变。',
  },
  'network.noLines': {
    en: '{file}: found no lines, expected streets as lines; the network in force stays.',
    zh: '{file}:没有线要素,应为道路线图层;现有路网不变。',
  },
  'network.swapped': {
    en: '{file}: longitude and latitude look swapped; say which comes first. The network in force stays.',
    zh: '{file}:经纬度疑似颠倒,请指明坐标顺序;现有路网不变。',
  },
  'network.faultyRows': {
    en: '{file}: {faulty} of {read} lines cannot be used, the first in row {row} (found "{found}"); the network in force stays.',
    zh: '{file}:{read} 条线中有 {faulty} 条无法使用,首条在第 {row} 行(“{found}”);现有路网不变。',
  },
  'network.placesOutOfRange': {
    en: '{file}: found {count} places that are no longitude and latitude (swapped, or in metres?) and no way to walk on beside them; the network in force stays.',
    zh: '{file}:有 {count} 个点不是经纬度(是否颠倒或为米制坐标?),其余没有可步行的道路;现有路网不变。',
  },
  'network.unknownCrs': {
    en: '{file}: the coordinate system is not known; expected lines in longitude and latitude.',
    zh: '{file}:坐标系不明,应为经纬度线图层。',
  },
  'study.unknown': {
    en: 'There is no such siting study, or it lies outside your area.',
    zh: '没有该选址方案，或不在您的管辖范围内。',
  },
  'study.full': {
    en: 'There are {most} siting studies already, as many as are kept. Delete one that is not needed any more.',
    zh: '已留存 {most} 个选址方案，到上限了。请先删去不再需要的。',
  },
  'scenario.unknown': {
    en: 'There is no such scenario, or it lies outside your area.',
    zh: '没有该方案，或不在您的管辖范围内。',
  },
  'scenario.conflict': {
    en: '{by} has changed “{name}” in the meantime. Nothing was overwritten: open it again, or keep yours as a new one.',
    zh: '“{name}”刚被 {by} 改过，没有覆盖。请重新打开，或把您的另存为新方案。',
  },
  'scenario.full': {
    en: 'There are {most} scenarios already, as many as are kept. Delete one that is not needed any more; your changes are still on the page.',
    zh: '已留存 {most} 个方案，到上限了。请先删去不再需要的；您的改动还在页面上。',
  },
  'scenario.otherNetwork': {
    en: 'Another walking network is in force now. Check the changes on it before saving.',
    zh: '现行步行路网已更换，请先在新路网上核对各项改动再保存。',
  },
  'scenario.faulty': {
    en: 'Change {number} does not fit the walking network in force.',
    zh: '第 {number} 项改动与现行步行路网对不上。',
  },
  'scenario.noFacilities': { en: 'There is no facility of kind {kind}.', zh: '没有“{kind}”这类设施。' },
  'scenario.fault.noStreet': {
    en: 'No street within {meters} m of this place.',
    zh: '此处 {meters} 米内没有可走的街道。',
  },
  'scenario.fault.unknownGate': {
    en: 'There is no gate “{name}” here on this network.',
    zh: '现行路网上此处没有“{name}”这道门。',
  },
  'scenario.fault.tooLong': {
    en: '{meters} m are too long; at most {most} m.',
    zh: '长 {meters} 米，超过上限 {most} 米。',
  },
  'scenario.fault.tooShort': {
    en: 'Both ends are the same place; at least {least} m.',
    zh: '两端在同一处，至少要相距 {least} 米。',
  },
  'scenario.fault.noHours': {
    en: 'It opens and closes at the same time.',
    zh: '开门与关门是同一时刻。',
  },
  'coverage.noAreas': {
    en: '{file}: found no areas, expected polygons.',
    zh: '{file}：没有面要素。',
  },
  'coverage.unknownCrs': {
    en: '{file}: the coordinate system is not known; say which with --crs.',
    zh: '{file}：坐标系不明，请用 --crs 指明。',
  },
  'coverage.swapped': {
    en: '{file}: longitude and latitude look swapped; say which comes first with --axis.',
    zh: '{file}：经纬度疑似颠倒，请用 --axis 指明坐标顺序。',
  },
  'coverage.faultyRow': {
    en: '{file}: row {row} cannot be read as an area.',
    zh: '{file}：第 {row} 行无法读作面要素。',
  },
  'plan.tooManyAreas': {
    en: '{file} holds {count} areas; a plan begins with at most {most}.',
    zh: '{file} 有 {count} 个面，方案最多以 {most} 个开始。',
  },
  'plan.tooManyPoints': {
    en: 'The areas of {file} have {count} points; a plan begins with at most {most}. Simplify their borders, or give the areas of this scope only.',
    zh: '{file} 的面共有 {count} 个顶点，方案最多以 {most} 个开始。请先简化边界，或只提供本范围的面。',
  },
  'plan.unitsMoved': {
    en: 'The units of {name} were changed while the file was read. Begin again.',
    zh: '读取文件期间{name}的辖区有变动，请重新开始。',
  },
  'plan.noColumn': {
    en: '{file} has no column “{name}”; it has: {columns}.',
    zh: '{file} 中没有“{name}”这一列；有：{columns}。',
  },
  'plan.fileElsewhere': {
    en: 'None of the {count} areas of {file} can be a grid in {name}: they lie elsewhere, hold no ground or are no grids. Check the coordinate system and the scope.',
    zh: '{file} 的 {count} 个面都不能作为{name}的网格：位置不在范围内、没有面积，或不是网格。请核对坐标系和范围。',
  },
  'plan.nothingToDivide': {
    en: 'There is no grid of {community} in the plan that may be divided anew: all are locked or dedicated, or there is none.',
    zh: '方案中 {community} 没有可以重新划分的网格：都已锁定或专属，或者没有。',
  },
  'plan.noSuchUnit': {
    en: 'Neither a grid of the community nor a compound is called “{name}”.',
    zh: '没有叫“{name}”的网格或小区。',
  },
  'plan.parentMoved': {
    en: 'The plan would move the border of {name}. Give ground that is in no grid to a grid of the unit it lies in.',
    zh: '方案会移动{name}的边界。请把未划入网格的地方划给它所在辖区的网格。',
  },
  'plan.locked': {
    en: 'A grid that is locked keeps its ground. Unlock it first.',
    zh: '网格已锁定，地盘不变。请先解锁。',
  },
  'plan.unknown': {
    en: 'There is no such plan, or it lies outside your area.',
    zh: '没有该方案，或不在您的管辖范围内。',
  },
  'plan.full': {
    en: 'There are {most} plans of {name} already, as many as are kept. Remove one that is not needed any more.',
    zh: '{name}已有 {most} 个方案，到上限了。请先删去不再需要的。',
  },
  'plan.successorUnknown': {
    en: 'Grid {successor} cannot take over from {code}: choose a grid of the plan for one that ends.',
    zh: '网格 {successor} 不能接替 {code}：请为撤销的网格选本方案中的网格。',
  },
  'plan.accountsAhead': {
    en: '{count} accounts have grids to come ({names}) as areas. Give them another area first, then take the plan back.',
    zh: '有 {count} 个账号以尚未生效的网格（{names}）为管辖范围。请先改定这些账号的范围，再撤回。',
  },
  'plan.screensAhead': {
    en: '{screens} wall screens and {webhooks} addresses outside have grids to come ({names}) as areas. An administrator has to end those screens and give those addresses other areas first.',
    zh: '有 {screens} 块大屏、{webhooks} 个对外通知地址以尚未生效的网格（{names}）为辖区。请管理员先停用这些大屏、改定通知的辖区，再撤回。',
  },
  'plan.peopleAhead': {
    en: 'People are on the roster of {name}, a grid to come that came from no other. Take them off it first.',
    zh: '{name}尚未生效，也没有来源网格，其排班表里却有人。请先从排班表里删去。',
  },
  'plan.scopeLevel': {
    en: 'A plan divides a street or a community; {name} is neither.',
    zh: '方案的范围须是街道或社区，{name} 不是。',
  },
  'plan.nothingInForce': {
    en: 'There were no grids in {name} on {day}.',
    zh: '{day} {name}没有网格。',
  },
  'plan.scopeEmpty': {
    en: 'There is no community in {name} to divide.',
    zh: '{name} 没有可以划分的社区。',
  },
  'plan.otherScope': {
    en: '“{name}” divides {scope}. Choose the same area for a plan that begins from it.',
    zh: '“{name}”划分的是 {scope}。以它为底的方案，范围须与它相同。',
  },
  'plan.changedMeanwhile': {
    en: '{by} has changed “{name}” in the meantime. Look at it as it is now, then publish.',
    zh: '“{name}”刚被 {by} 改过。请看过最新方案再发布。',
  },
  'plan.isPublished': {
    en: '“{name}” is published for {day} and cannot be changed. Withdraw it first, or begin a new plan from it.',
    zh: '“{name}”已发布，{day} 起生效，不能再改。请先撤回，或以它为底新建方案。',
  },
  'plan.conflict': {
    en: '{by} has changed the same borders or grids in the meantime. Nothing was overwritten: look at the plan as it is now, then edit again.',
    zh: '{by} 刚改过同一处边界或网格，没有覆盖。请看过最新方案再改。',
  },
  'plan.stale': {
    en: 'This edit was made on another state of the plan. Open it again.',
    zh: '这一步是在方案的另一状态上做的，请重新打开方案。',
  },
  'plan.noGrid': {
    en: 'The edit leaves an area that belongs to no grid of the plan.',
    zh: '这一步会留下不属于任何网格的区域。',
  },
  'plan.otherParent': {
    en: 'A grid stays in its community.',
    zh: '网格不能改属其他社区。',
  },
  'plan.codeTwice': {
    en: 'Two grids of the plan would go on under one code.',
    zh: '方案中有两个网格沿用了同一编码。',
  },
  'plan.outerBorder': {
    en: 'The border of a community, or of the whole, stays where it is.',
    zh: '社区边界和外围边界不能移动。',
  },
  'plan.notWhole': {
    en: 'The edit would leave a gap, an overlap or crossing borders. Nothing was changed.',
    zh: '这一步会留下缝隙、重叠或相交的边界，未作更改。',
  },
  'plan.unassigned': {
    en: 'Part of the area belongs to no grid yet.',
    zh: '还有区域不属于任何网格。',
  },
  'plan.emptyGrid': {
    en: 'Grid {name} has no area.',
    zh: '网格“{name}”没有区域。',
  },
  'plan.parentEnded': {
    en: 'Community {name} is not in force on {day}.',
    zh: '{day} 没有社区“{name}”。',
  },
  'plan.baseChanged': {
    en: 'The units that this plan began from have changed since {day}. Begin a new plan from it, so that it stands on the units of today.',
    zh: '方案所依据的辖区自 {day} 以来已有变动。请以它为底新建方案，使其依据现行辖区。',
  },
  'plan.changesAhead': {
    en: 'Changes of units here are due on {day} already. Publish after they are in force, or withdraw them.',
    zh: '此处已定于 {day} 变更辖区。请待其生效后再发布，或先撤回。',
  },
  'plan.dayPast': {
    en: '{day} is past. Choose today or a later day.',
    zh: '{day} 已过，请选今天或以后的日期。',
  },
  'plan.sameDay': {
    en: 'Boundaries here began on {day}. Choose a later day, so that what was in force stays on record.',
    zh: '此处的边界自 {day} 起才生效。请选更晚的日期，以保留原有边界的记录。',
  },
  'plan.nothingChanges': {
    en: 'The plan is the division in force: there is nothing to publish.',
    zh: '方案与现行划分相同，没有可发布的内容。',
  },
  'plan.codesUsedUp': {
    en: 'Community {name} has no free grid number left.',
    zh: '社区“{name}”的网格编号已用完。',
  },
  'plan.checksMissing': {
    en: '{count} of the four checks are missing, out of date or not passed. Give a reason to publish all the same.',
    zh: '四项检查中有 {count} 项未做、已过期或未通过。如仍要发布，请写明理由。',
  },
  'plan.hasAnswers': {
    en: '{count} people have given their opinion on “{name}”. It is kept with what they said, and not deleted.',
    zh: '“{name}”已有 {count} 人答复意见，须留存，不能删除。',
  },
  'plan.hasReasons': {
    en: '“{name}” was published once with checks missing. It is kept with the reason, and not deleted.',
    zh: '“{name}”曾在检查不全时发布，理由须留存，不能删除。',
  },
  'plan.commentsFull': {
    en: 'There are {most} comments on this plan already, as many as are kept.',
    zh: '该方案已有 {most} 条批注，到上限了。',
  },
  'plan.commentUnknown': {
    en: 'There is no such comment, or it lies outside your area.',
    zh: '没有该批注，或不在您的管辖范围内。',
  },
  'plan.commentWithdrawn': {
    en: 'The comment has been withdrawn.',
    zh: '该批注已撤回。',
  },
  'plan.commentNotYours': {
    en: 'Comments are withdrawn by those who wrote them.',
    zh: '批注只能由写的人撤回。',
  },
  'plan.askedElsewhere': {
    en: '{name} does not lie in the scope of the plan.',
    zh: '{name}不在方案范围内。',
  },
  'plan.surveyDays': {
    en: 'The last day, {day}, has passed.',
    zh: '截止日期 {day} 已过。',
  },
  'plan.surveyTooLong': {
    en: 'A survey is open for {days} days at most.',
    zh: '征求意见最长 {days} 天。',
  },
  'plan.nobodyToAsk': {
    en: 'No account in use has one of these roles there.',
    zh: '那里没有这些角色的在用账号。',
  },
  'plan.surveyUnknown': {
    en: 'There is no such survey, or you are not asked.',
    zh: '没有该意见征求，或未征求您的意见。',
  },
  'plan.surveyClosed': {
    en: '“{title}” is closed.',
    zh: '“{title}”已截止。',
  },
  'plan.surveyNotOpen': {
    en: 'It is open from {from} to {to}.',
    zh: '征求意见的时间是 {from} 至 {to}。',
  },
  'plan.surveyAnswered': {
    en: 'You have answered already.',
    zh: '您已经答复过了。',
  },
  'plan.surveyMisfit': {
    en: 'The answers do not belong to these questions. Open them again.',
    zh: '答复与问题不符，请重新打开。',
  },
  'plan.linksFull': {
    en: 'No more than {most} links are made for one survey.',
    zh: '一次征求意见最多生成 {most} 个链接。',
  },
  'plan.notPublished': {
    en: '“{name}” is not published.',
    zh: '“{name}”没有发布。',
  },
  'plan.inForce': {
    en: '“{name}” has been in force since {day} and cannot be taken back. Publish another plan instead.',
    zh: '“{name}”自 {day} 起已生效，不能撤回。可另行发布方案。',
  },
  'plan.unitsChanged': {
    en: 'Units that this plan had changed were changed again. It cannot be taken back any more.',
    zh: '该方案改动的辖区又有变动，不能再撤回。',
  },
  'link.unknownSubject': { en: 'There is no such thing to link.', zh: '没有该对象。' },
  'link.placeOfArea': {
    en: 'The count is that of a unit or building and lies where that lies; it cannot be given another place.',
    zh: '这是辖区或楼栋的统计数，位置随该辖区或楼栋，不能另行指定。',
  },
  'tile.unknown': { en: 'There is no such tile.', zh: '没有该瓦片。' },
  'input.invalid': { en: 'The request is not valid.', zh: '请求内容无效。' },
  'error.unexpected': { en: 'Something went wrong; nothing was changed.', zh: '出现意外错误,数据未作更改。' },
  'database.notEmpty': { en: 'There is data already; nothing was changed.', zh: '已有数据,未作更改。' },
} as const
