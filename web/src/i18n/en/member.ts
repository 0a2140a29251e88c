/** One member: what she can open, and what is taken from her. */
export const member = {
  "member.holds": "What she can open",
  "member.holds.self": "What you can open",
  "member.nothing": "Holds no key.",
  "member.since": "since {on} at the latest",
  "member.since.how":
    "The log has no clock. A date is that of the first thing written after the key was given, by the word of whoever wrote it.",
  "member.organisation": "The whole organisation",
  "member.untold": "Boxes that your keys do not open",
  "member.untold.count":
    "{count, plural, one {# box} other {# boxes}} that your own keys do not open",
  "member.change": "Change what she may do",
  "member.change.self": "Give up some of your rights",
  "member.change.hint":
    "Here stands what you decide about yourself. Whoever manages another box decides about that one.",
  "member.admin": "Decides about members (director)",
  "member.next": "Show what that means",
  "member.remove": "Remove her",
  "member.leave": "Leave the organisation",
  "member.confirm.remove": "Remove {name}?",
  "member.confirm.leave": "Leave the organisation?",
  "member.confirm.change": "Change what {name} may do?",
  "member.nothingChanged": "Nothing would change.",
  "member.loses": "She can no longer open, or may do less with",
  "member.loses.self": "You can no longer open, or may do less with",
  "member.gains": "She is given",
  "member.will": "What happens",
  "member.will.keys":
    "In one step {count, plural, =0 {her way in ends} one {the old right ends and # box gets a new key} other {the old rights end and # boxes get new keys}}. All of it holds, or none of it.",
  "member.will.sealed":
    "What an old key could open is sealed again in the background, and the server then drops the old envelopes.",
  "member.wont": "What does not happen",
  "member.wont.kept":
    "What her devices already hold, she keeps. What she has read cannot be unread.",
  "member.wont.kept.self":
    "What your devices already hold stays on them. What you have read cannot be unread.",
  "member.wont.written": "What was written stays, and the log still says by whom.",
  "member.wont.back": "It cannot be undone. To come back takes a new invite.",
  "member.alone.vaults":
    "{count, plural, one {# box would} other {# boxes would}} have nobody left who gives keys to it: {places}. If everybody who reads it loses her way in, it is lost.",
  "member.alone.admin": "Only one person would be left who decides about members.",
  "member.alone.first": "Better: give somebody else the right first.",
  "member.alone.last":
    "This is the last person who decides about members. Make somebody else a director first.",
  "member.alone.agree": "I know this and do it all the same",
  "member.do.remove": "Remove her now",
  "member.do.leave": "Leave now",
  "member.do.change": "Change it now",
  "member.working": "Making new keys",
  "member.done.remove": "{name} is no longer a member.",
  "member.done.change": "Changed. The new keys are given.",
  "member.gone": "This person is not a member any more.",
  "member.toTeam": "Back to the team",
  "member.toTrust": "To Trust",
  "resealing.title": "Sealed again after somebody left",
  "resealing.going": "{done, number} of {of, number} records are sealed again under new keys.",
  "resealing.paused":
    "Paused on this device: {done, number} of {of, number} records are sealed again. Another device may go on.",
  "resealing.prune":
    "Everything is sealed again. {count, plural, one {# old envelope goes} other {# old envelopes go}} once the new ones stand in a signed list.",
  "resealing.done":
    "Everything that an old key could open is sealed again, and the old envelopes are dropped.",
  "resealing.pause": "Pause on this device",
  "resealing.goOn": "Go on",
} as const;
