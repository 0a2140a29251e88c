/** The page that examines this installation. */
export const checkup = {
  "checkup.title": "Is this installation sound?",
  "checkup.lead":
    "This page examines the server that sent it, and this browser. Nothing of anybody’s is opened.",
  "checkup.verdict.going": "Looking…",
  "checkup.verdict.good": "Nothing is broken.",
  "checkup.verdict.bad": "Something is broken. Show this page to whoever runs the server.",
  "checkup.progress": "{done, number} of {of, number} files compared",
  "checkup.again": "Check again",
  "checkup.failed": "This could not be looked at.",
  "checkup.browser": "This browser",
  "checkup.browser.good": "It can do all that is needed.",
  "checkup.browser.noTypes":
    "It can do all that is needed. It does not know Trusted Types, a second wall against foreign script; a newer browser does.",
  "checkup.browser.bad":
    "It lacks something without which nothing can be sealed or opened here. Use a newer browser, or open the address with https.",
  "checkup.headers": "The rules that the server sends with each page",
  "checkup.headers.good":
    "They are as they must be, on the page and on both of its helpers: nothing from elsewhere may be loaded or reached.",
  "checkup.headers.bad":
    "Some are missing or different. A proxy in front of the server may have changed them.",
  "checkup.answers": "The server and its database",
  "checkup.answers.good": "They answer, and no browser has reported a breach of the rules.",
  "checkup.answers.bad": "The server does not reach its database.",
  "checkup.answers.reports":
    "They answer, but {count, plural, one {# breach} other {# breaches}} of the rules {count, plural, one {has} other {have}} been reported by browsers. That should never be.",
  "checkup.live": "The open line to the server",
  "checkup.live.good": "It can be made: what colleagues write arrives at once.",
  "checkup.live.bad":
    "It cannot be made, so what colleagues write comes late. A proxy in front must let WebSockets through on /v1/live.",
  "checkup.worker": "The part that holds keys",
  "checkup.worker.good": "It runs apart from the page, and can compute.",
  "checkup.worker.bad":
    "It does not answer. Something keeps WebAssembly or workers from running here.",
  "checkup.storage": "The store on this device",
  "checkup.storage.good":
    "What is written can be read again, and the browser will not throw it away by itself.",
  "checkup.storage.mayGo":
    "What is written can be read again. When the device is full the browser may throw it away; what the server has confirmed is not lost by that.",
  "checkup.storage.bad":
    "Nothing can be written here. A private window, or a full device, can be the reason.",
  "checkup.files": "The files that the server sends",
  "checkup.files.good": "All {count, number} are as the list of version {version} has them.",
  "checkup.files.bad":
    "{count, plural, one {# file is} other {# files are}} not as listed. Do not sign in here before you know why.",
  "checkup.files.noList": "The server gives no list of its files that can be read.",
  "checkup.signed": "Who made these files",
  "checkup.signed.good": "The list is signed by {by}.",
  "checkup.signed.nobody":
    "Nobody has signed the list. Whoever built this copy can say so by another way.",
  "checkup.signed.unknown": "The list is signed, but by no key that this copy knows.",
  "checkup.signed.bad": "The signature under the list of files is false. Do not sign in here.",
  "checkup.kept": "The copy of the files on this device",
  "checkup.kept.good":
    "All {count, number} files that are kept for work without a network are as listed.",
  "checkup.kept.none":
    "No copy is kept here. It is made once somebody is in, where the organisation allows it.",
  "checkup.kept.other":
    "The copy on this device is of another version than the server has now. Close all tabs of this address and open it again.",
  "checkup.kept.bad":
    "Some files of the copy on this device are not as listed. Clear this site’s data in the browser.",
  "checkup.kept.foreign": "A script that is not ours stands between this page and the server.",
  "checkup.cannot": "What this page cannot prove",
  "checkup.cannot.host":
    "That the server is honest. This page came from it too: a server that wants to deceive sends a page that finds nothing. Only somebody who compares from outside can tell: an auditor with the tool, or a copy of this page on another host.",
  "checkup.cannot.others":
    "That the next page, or the page of a colleague, is the same. It saw what was sent here and now.",
  "checkup.cannot.device":
    "Anything about this device: a program on it, or an extension of the browser, can read along.",
  "trust.checkup": "Is this installation sound?",
} as const;
