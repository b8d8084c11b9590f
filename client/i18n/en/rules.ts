/** Sentences of refusals; the keys are the server’s, a test holds both together. */
export const rules = {
  // a rule says no
  'unit.unknown': 'There is no unit {code} in force on {day}.',
  'facility.unknown': 'There is no facility {id}.',
  'building.unknown': 'There is no building {code}.',
  'issue.unknown': 'On {day} there is no issue {id}, or it lies outside your area.',
  'issue.stepNotYours': 'Your role does not take this step.',
  'issue.stepNotNow':
    'This step is not possible as the issue stands now. Look at it again; nothing was changed.',
  'issue.verifyByAnother': 'You said yourself that it is done; somebody else verifies it.',
  'issue.changedMeanwhile':
    '{by} has taken a step on this issue in the meantime. Nothing was overwritten: look at it again, then decide.',
  'issue.needsReason': 'Say why, in a few words.',
  'issue.needsTarget': 'Choose the unit or department that is to see to it.',
  'issue.needsLaterDue': 'Choose a due time that lies ahead, within three years.',
  'issue.needsReviewDate': 'Choose a day after today to look at it again.',
  'issue.needsOther': 'Give the number of another issue to merge this one into.',
  'issue.needsAnswer': 'Enter what the resident answered.',
  'issue.needsPhoto': 'Issues of this class are closed with a photo of how it looks now. Add one.',
  'photo.tooLarge': '{file}: too large; expected a photo of at most {megabytes} MB.',
  'photo.notPicture': '{file}: found {found}, expected a photo (JPEG, PNG, WebP or HEIC).',
  'photo.broken': '{file}: the {kind} picture is cut off or damaged and cannot be read.',
  'photo.tooManyPixels': '{file}: found {width} × {height} pixels, expected at most {most} million.',
  'photo.empty': 'No photo was sent.',
  'photo.tooMany':
    'You have sent {most} photos that are not used yet. Use them, or wait until they are dropped.',
  'photo.unknown': 'A photo is not on the server any more. Add it again.',
  'photo.notFound': 'There is no such photo, or it lies outside your area.',
  'photo.notReached': 'The store of photos does not answer. Nothing is lost; try again in a while.',
  'photo.notKept':
    'The photo could not be kept: the disk of the server is full or cannot be written. Nothing was stored; send it again later.',
  'issue.targetElsewhere':
    'The issue does not lie in that unit: its people would not see it. Choose a unit that holds the place, or a department.',
  'issue.departmentUnknown': 'There is no department “{department}”.',
  'issue.otherIsClosed': 'That issue is closed already; merge into one that is open.',
  'issue.undoTooLate':
    'This step cannot be taken back any more: its minute is over, it is not the newest, or somebody else took it.',
  'issue.keyOfAnother': 'This was sent for another issue already. Load the page anew and try again.',
  'issue.writtenByAnother':
    'This was written by somebody else who used this device. It can be sent once they have signed in again.',
  'mutual.closed': 'This quarter can be answered for from {from} to {to} only.',
  'mutual.incomplete': 'Please give every question a score.',
  'issue.classUnknown': 'There is no class of issues “{class} / {subclass}”.',
  'resident.unknown': 'There is no such resident in your area.',
  'notice.targetMalformed':
    'Give the whole address of the receiver, beginning with https:// (or http:// inside a closed network), without a name, password or # in it.',
  'notice.targetLoopback':
    'This address leads to the server itself. Nothing is sent there, so that nobody can reach services of the machine through this page. If the receiver runs on this very machine, set QUARTERHOUR_LOOPBACK_TARGETS=1.',
  'notice.targetLinkLocal':
    'This is a link-local address (169.254.…, fe80:…), where machines keep their own keys and settings. Nothing is sent there.',
  'notice.targetNotOne': 'This address belongs to no single machine. Nothing is sent there.',
  'notice.targetOpenHttp': 'Beyond the closed network everybody could read along: use https.',
  'notice.targetPrivate': 'This address lies inside a closed network; push services of browsers do not.',
  'notice.secretShort': 'The secret needs at least {count} characters.',
  'notice.tooManyWebhooks': 'There are {count} addresses already, the most there can be. Remove one first.',
  'notice.webhookUnknown': 'This address was removed in the meantime.',
  'notice.letterUnknown': 'Somebody has sent it again or discarded it already.',
  'notice.needsContact': 'Give a mail address or a page: push services ask whom they can turn to.',
  'notice.pushForbidden':
    'Notifications of the browser are not allowed here. An administrator allows them under Administration, Messages out.',
  'notice.pushNotOn': 'Notifications are not on for this browser.',
  'access.refused': 'Your role does not allow this.',
  'access.outsideArea': 'This lies outside your area.',
  'access.otherOrigin': 'The request came from another site.',
  'signIn.wrong': 'The user name or password is wrong.',
  'signIn.wait': 'Too many attempts; please wait a little.',
  'password.currentNeeded': 'Enter the current password.',
  'password.currentWrong': 'The current password is wrong.',
  'account.nameTaken': 'The user name {userName} is taken.',
  'account.roleBeyond': 'A role reaches further than yours; an administrator of the whole office gives it.',
  'account.unknown': 'There is no such account.',
  'account.lastAdministrator': 'One administrator must remain.',
  'upload.unknown': 'The upload is not known any more; choose the file again.',
  'upload.tooLarge': '{file} is larger than {most}.',
  'upload.empty': 'No file was sent.',
  'upload.noRejected': 'No rows were rejected.',
  'job.unknown': 'The job is not known.',
  'page.badCursor': 'The list position is not valid.',
  'circle.radiiNotAscending': 'The radii must ascend.',
  'circle.limitsNotAscending': 'The minutes must ascend.',
  'study.unknown': 'There is no such siting study, or it lies outside your area.',
  'study.full':
    'There are {most} siting studies already, as many as are kept. Delete one that is not needed any more.',
  'scenario.unknown': 'There is no such scenario, or it lies outside your area.',
  'scenario.conflict':
    '{by} has changed “{name}” in the meantime. Nothing was overwritten: open it again, or keep yours as a new one.',
  'scenario.full':
    'There are {most} scenarios already, as many as are kept. Delete one that is not needed any more; your changes are still on the page.',
  'scenario.otherNetwork': 'Another walking network is in force now. Check the changes on it before saving.',
  'scenario.faulty': 'Change {number} does not fit the walking network in force.',
  'scenario.noFacilities': 'There is no facility of kind {kind}.',
  'scenario.fault.noStreet': 'No street within {meters} m of this place.',
  'scenario.fault.unknownGate': 'There is no gate “{name}” here on this network.',
  'scenario.fault.tooLong': '{meters} m are too long; at most {most} m.',
  'scenario.fault.tooShort': 'Both ends are the same place; at least {least} m.',
  'scenario.fault.noHours': 'It opens and closes at the same time.',
  'network.none': 'There is no walking network yet; import one (OpenStreetMap or lines).',
  'network.unknownHash': 'There is no such walking network.',
  'network.noWalkableWay':
    '{file}: found no way that may be walked, expected streets or paths; the network in force stays.',
  'network.onlyIslands':
    '{file}: found only pieces of less than 400 m that do not hang together; the network in force stays.',
  'network.noLines': '{file}: found no lines, expected streets as lines; the network in force stays.',
  'network.swapped':
    '{file}: longitude and latitude look swapped; say which comes first. The network in force stays.',
  'network.faultyRows':
    '{file}: {faulty} of {read} lines cannot be used, the first in row {row} (found “{found}”); the network in force stays.',
  'network.placesOutOfRange':
    '{file}: found {count} places that are no longitude and latitude (swapped, or in metres?) and no way to walk on beside them; the network in force stays.',
  'network.unknownCrs':
    '{file}: the coordinate system is not known; expected lines in longitude and latitude.',
  'coverage.noAreas': '{file}: found no areas, expected polygons.',
  'coverage.unknownCrs': '{file}: the coordinate system is not known; say which one it is.',
  'coverage.swapped': '{file}: longitude and latitude look swapped; say which comes first.',
  'coverage.faultyRow': '{file}: row {row} cannot be read as an area.',
  'plan.unknown': 'There is no such plan, or it lies outside your area.',
  'plan.full':
    'There are {most} plans of {name} already, as many as are kept. Remove one that is not needed any more.',
  'plan.successorUnknown':
    'Grid {successor} cannot take over from {code}: choose a grid of the plan for one that ends.',
  'plan.accountsAhead':
    '{count} accounts have grids to come ({names}) as areas. Give them another area first, then take the plan back.',
  'plan.screensAhead':
    '{screens} wall screens and {webhooks} addresses outside have grids to come ({names}) as areas. An administrator has to end those screens and give those addresses other areas first.',
  'plan.peopleAhead':
    'People are on the roster of {name}, a grid to come that came from no other. Take them off it first.',
  'plan.scopeLevel': 'A plan divides a street or a community; {name} is neither.',
  'plan.nothingInForce': 'There were no grids in {name} on {day}.',
  'plan.scopeEmpty': 'There is no community in {name} to divide.',
  'plan.otherScope': '“{name}” divides {scope}. Choose the same area for a plan that begins from it.',
  'plan.changedMeanwhile':
    '{by} has changed “{name}” in the meantime. Look at it as it is now, then publish.',
  'plan.isPublished':
    '“{name}” is published for {day} and cannot be changed. Withdraw it first, or begin a new plan from it.',
  'plan.conflict':
    '{by} has changed the same borders or grids in the meantime. Nothing was overwritten: look at the plan as it is now, then edit again.',
  'plan.stale': 'This edit was made on another state of the plan. Open it again.',
  'plan.noSuchUnit': 'Neither a grid of the community nor a compound is called “{name}”.',
  'plan.tooManyAreas': '{file} holds {count} areas; a plan begins with at most {most}.',
  'plan.tooManyPoints':
    'The areas of {file} have {count} points; a plan begins with at most {most}. Simplify their borders, or give the areas of this scope only.',
  'plan.unitsMoved': 'The units of {name} were changed while the file was read. Begin again.',
  'plan.noColumn': '{file} has no column “{name}”; it has: {columns}.',
  'plan.fileElsewhere':
    'None of the {count} areas of {file} can be a grid in {name}: they lie elsewhere, hold no ground or are no grids. Check the coordinate system and the scope.',
  'plan.nothingToDivide':
    'There is no grid of {community} in the plan that may be divided anew: all are locked or dedicated, or there is none.',
  'plan.parentMoved':
    'The plan would move the border of {name}. Give ground that is in no grid to a grid of the unit it lies in.',
  'plan.locked': 'A grid that is locked keeps its ground. Unlock it first.',
  'plan.noGrid': 'The edit leaves an area that belongs to no grid of the plan.',
  'plan.otherParent': 'A grid stays in its community.',
  'plan.codeTwice': 'Two grids of the plan would go on under one code.',
  'plan.outerBorder': 'The border of a community, or of the whole, stays where it is.',
  'plan.notWhole': 'The edit would leave a gap, an overlap or crossing borders. Nothing was changed.',
  'plan.unassigned': 'Part of the area belongs to no grid yet.',
  'plan.emptyGrid': 'Grid {name} has no area.',
  'plan.parentEnded': 'Community {name} is not in force on {day}.',
  'plan.baseChanged':
    'The units that this plan began from have changed since {day}. Begin a new plan from it, so that it stands on the units of today.',
  'plan.changesAhead':
    'Changes of units here are due on {day} already. Publish after they are in force, or withdraw them.',
  'plan.dayPast': '{day} is past. Choose today or a later day.',
  'plan.sameDay':
    'Boundaries here began on {day}. Choose a later day, so that what was in force stays on record.',
  'plan.nothingChanges': 'The plan is the division in force: there is nothing to publish.',
  'plan.codesUsedUp': 'Community {name} has no free grid number left.',
  'plan.checksMissing':
    '{count} of the four checks are missing, out of date or not passed. Give a reason to publish all the same.',
  'plan.hasAnswers':
    '{count} people have given their opinion on “{name}”. It is kept with what they said, and not deleted.',
  'plan.hasReasons':
    '“{name}” was published once with checks missing. It is kept with the reason, and not deleted.',
  'plan.commentsFull': 'There are {most} comments on this plan already, as many as are kept.',
  'plan.commentUnknown': 'There is no such comment, or it lies outside your area.',
  'plan.commentWithdrawn': 'The comment has been withdrawn.',
  'plan.commentNotYours': 'Comments are withdrawn by those who wrote them.',
  'plan.askedElsewhere': '{name} does not lie in the scope of the plan.',
  'plan.surveyDays': 'The last day, {day}, has passed.',
  'plan.surveyTooLong': 'A survey is open for {days} days at most.',
  'plan.nobodyToAsk': 'No account in use has one of these roles there.',
  'plan.surveyUnknown': 'There is no such survey, or you are not asked.',
  'plan.surveyClosed': '“{title}” is closed.',
  'plan.surveyNotOpen': 'It is open from {from} to {to}.',
  'plan.surveyAnswered': 'You have answered already.',
  'plan.surveyMisfit': 'The answers do not belong to these questions. Open them again.',
  'plan.linksFull': 'No more than {most} links are made for one survey.',
  'plan.notPublished': '“{name}” is not published.',
  'plan.inForce':
    '“{name}” has been in force since {day} and cannot be taken back. Publish another plan instead.',
  'plan.unitsChanged':
    'Units that this plan had changed were changed again. It cannot be taken back any more.',
  'link.unknownSubject': 'There is no such thing to link.',
  'link.placeOfArea':
    'The count is that of a unit or building and lies where that lies; it cannot be given another place.',
  'tile.unknown': 'There is no such tile.',
  'input.invalid': 'The request is not valid.',
  'error.unexpected': 'Something went wrong; nothing was changed.',
  'database.notEmpty': 'There is data already; nothing was changed.',
} as const
