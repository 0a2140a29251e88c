/** Trust, and the alarm. */
export const trust = {
  "trust.audit.title": "You can check everything and open nothing",
  "trust.audit.lead":
    "This device fetches every log and every sealed record. No key was given to you, so no name, bed or note can be shown here.",
  "trust.audit.server": "What the server knows",
  "trust.nobody": "Nobody watches",
  "trust.nobody.means":
    "No witness is named, so nobody outside signs that the log is whole. This device and those of your colleagues still notice whatever they have seen before and is gone.",
  "trust.never": "No witness has signed yet",
  "trust.never.means":
    "A witness is named, but has not signed that the log is whole. Ask who runs it.",
  "trust.witness": "since a witness last signed that this log is whole.",
  "trust.stale": "That is too long. Ask who runs the witness.",
  "trust.checked": "What this device checked itself",
  "trust.inLog": "Every record it holds is in the log",
  "trust.inLog.done":
    "{records, number} records from {entries, number} entries in {vaults, plural, one {# box} other {# boxes}}",
  "trust.inLog.sealed":
    "{sealed, number} sealed records from {entries, number} entries in {vaults, plural, one {# box} other {# boxes}}, each as its writer signed it",
  "trust.inLog.bad":
    "{unreadable, plural, one {# record} other {# records}} of {records, number} could not be read",
  "trust.onlyGrew": "Nothing was taken out or put in between",
  "trust.onlyGrew.done":
    "The list of members only grew since {on}: from {from, number} to {now, number} entries",
  "trust.allowed": "Each writer was allowed to write",
  "trust.allowed.done":
    "{members, plural, one {# person} other {# people}}, every signature of {entries, number}",
  "trust.allowed.going": "{signatures, number} of {entries, number} signatures checked so far",
  "trust.allowed.bad":
    "{skipped, plural, one {# entry} other {# entries}} skipped, because it was not allowed",
  "trust.listed": "Every log is where the server signed that it is",
  "trust.listed.done":
    "{logs, plural, one {# log} other {# logs}} in the signed list number {size, number}, first seen {seen}",
  "trust.listed.going": "No signed list of all logs has come yet",
  "trust.listed.bad": "The server’s signed list does not agree with what this device has seen",
  "trust.care": "Needs care",
  "trust.torn":
    "{count, plural, one {# entry is} other {# entries are}} only half there. What is shown of them is incomplete.",
  "trust.danger":
    "{count, plural, one {# box has} other {# boxes have}} only one person who can give keys. If she loses her way in, it is lost.",
  "trust.blind":
    "{count, plural, one {# box waits} other {# boxes wait}} for the next person with its key to renew it.",
  "trust.keys": "Who holds which keys",
  "trust.keys.hint":
    "As the list of members says, entry by entry. What a box is for, and what anybody is called, stands inside the boxes.",
  "trust.keys.boxes": "Boxes",
  "trust.keys.role": "Role",
  "trust.keys.none": "none",
  "trust.keys.someone": "Member {code}",
  "trust.keys.member": "Member",

  "notice.withheld.do": "You can go on. This device asks again every minute.",
  "notice.healing.do":
    "What you write waits on this device. Trust says what is missing, and a director goes on from there.",
  "notice.witness.do": "You can go on. Ask who runs the witness.",
  "alarm.title": "Stop writing. The server’s log does not match.",
  "alarm.when": "{at}: {what}",
  "alarm.safe":
    "Your own copy is whole and still readable. What you write stays on this device until the server has proved that it keeps it.",
  "alarm.call": "Call a director on the number you know, not one from a message.",
  "alarm.compare": "Compare the six words that Trust shows on both your screens.",
  "alarm.paper": "If it differs, use paper tonight.",
  "alarm.codes": "{count, plural, one {# finding} other {# findings}}, for the auditor",
  "alarm.proof": "Save the report for the auditor",
  "recovered.title": "The recovery sheets were used",
  "recovered.entries":
    "Entries {first} to {last} of the list of members were signed by two of the three sheets.",
  "recovered.who": "Keys of every box went to {names}.",
  "recovered.do":
    "If you did not know of it, ask the people who keep the sheets, today and not by this device.",
  "recovered.known": "I know of it",
  "trust.compare": "Compare with a colleague",
  "trust.compare.how":
    "Call her on the number you know. Where both screens show list number {size, number}, these six words are the same; if they are not, the server shows you different things.",
  "trust.past": "Alarms that were",
  "trust.past.hint":
    "What caused them has gone away. Tell a director if you have not heard of them.",
  "trust.past.line": "{from} until {to}",
  "trust.past.proof": "Save the proofs",
  "trust.since": "Since when",
  "trust.since.hint":
    "The list of members knows no dates. This is when this device saw it first; it has known the organisation since {day}.",
  "trust.since.day": "since {day}",
  "trust.since.before": "since before {day}",
  "trust.since.box": "{house}: {box}",
  "alarm.member.title": "Keys were tampered with by a colleague. The server is not to blame.",
  "alarm.member.who": "It was done by {names}.",
  "alarm.member.do":
    "Ask her about it, in person. If it was meant, or she cannot say, have a director remove her.",
  "alarm.member.safe":
    "What you see is true. What you write waits on this device where a key is missing.",
  "alarm.do.rollback":
    "Ask whoever runs the server whether an old backup was put back. If not, something is being hidden.",
  "alarm.do.fork":
    "The server has shown you and somebody else different things. Decide nothing together on what the screen says before you have compared.",
  "alarm.do.foreign":
    "Somebody tried to write what she may not. Nobody got a right or a key by it, and no screen shows it.",
  "alarm.do.held": "Something is held back. What you see is true, and perhaps not all of it.",
} as const;
