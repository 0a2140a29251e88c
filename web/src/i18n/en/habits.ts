/** What every screen has in common: keys, undo, hidden names, lists that are empty or still being read. */
export const habits = {
  "keys.held": "held",
  "keys.hold": "Read the hidden name that has the focus",
  "discreet.toggle": "Hide names, or show them",
  "settings.discreet": "Discreet mode",
  "settings.discreet.on": "Blur names until they are held",
  "settings.discreet.hint":
    "Press and hold a line to read it, or hold Space where the focus is. The key D switches it. It hides names from eyes; it does not lock anything.",
  "list.reading": "Reading",
  "outbox.empty":
    "Whatever you write passes through here: kept on this device first, then sent, then proved. What no longer fits comes back as a question, with your words.",
  "roomList.print": "Print the room list",
  "roomList.title": "Room list",
  "roomList.persons": "{count, plural, one {# person} other {# people}}",
  "roomList.away": "{count, plural, one {# person away} other {# people away}}",
  "roomList.room": "Room",
  "roomList.bed": "Bed",
  "roomList.who": "Who",
  "roomList.seen": "Seen",
} as const;
