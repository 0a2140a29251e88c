/** Who watches that the logs only grow. */
export const witnesses = {
  "witnesses.title": "Who watches",
  "witnesses.name": "Name a witness",
  "witnesses.lead":
    "A witness is a small machine elsewhere that signs, every hour, that the list of all logs only grew. It sees no record, no name and no box.",
  "witnesses.never": "has not signed a list that this device has seen",
  "witnesses.signed": "last signed on {at}",
  "witnesses.remove": "Take {name} away",
  "witnesses.needed": "So many must have signed",
  "witnesses.line": "The line that the witness gave",
  "witnesses.line.hint":
    "Name, plus sign, eight letters or digits, plus sign, key. Get it from the person who runs the witness, not from the server.",
  "witnesses.add": "Name this witness",
  "witnesses.signs":
    "You sign this in the list of members, and everybody’s device checks the witness from then on.",
  "witnesses.wrong": "This is not the line of a witness, or a letter of it is wrong.",
  "witnesses.taken": "A witness of this name is there already.",
  "witnesses.full": "Five witnesses are the most.",
  "witnesses.back": "Back to Trust",
} as const;
