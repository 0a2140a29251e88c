/** A server that was restored from a backup, and what was lost by it. */
export const restored = {
  "restored.title": "The server was restored from a backup",
  "restored.late": "A device has come late with what was lost",
  "restored.since":
    "Since {day} it asks for what it lost. Every device that has worked since the backup gives back what it holds, by itself, once it is open.",
  "restored.waits":
    "Until a director signs that the organisation goes on, what you write waits on this device.",
  "restored.missing": "Not back yet:",
  "restored.all": "Everything that some device has shown to be missing is back.",
  "restored.members": "List of members",
  "restored.box": "Box {code}",
  "restored.part":
    "{box}: {count, plural, one {entry {from, number}} other {entries {from, number} to {to, number}}}",
  "restored.sign": "Sign that it goes on",
  "restored.sign.loss": "Sign that this is lost, and go on",
  "restored.sure":
    "Has everybody who has worked since the backup opened her device once? What is not back by then is lost for good, and everyone will see that you signed it.",
  "restored.ask": "Ask a director to sign it, once everybody has opened her device.",
  "restored.by":
    "{name} signed that the organisation goes on, in entry {entry} of the list of members.",
  "restored.seen": "Seen here on {day}.",
  "restored.nothing": "Nothing is known to be lost.",
  "restored.lost": "Lost for good:",
  "restored.do":
    "If you did not know of it, ask her, and not by this device. Look whether what you wrote in that time is there.",
  "restored.past": "Restored from a backup",
} as const;
