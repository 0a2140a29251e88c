/** What stands against an act, said to the person who wants it. */
export const refusals = {
  "bed.name": "Room {room} {bed}",
  "refusal.someone": "someone else",
  "refusal.bed-taken": "{bed} was given to {calledName} for {night}.",
  "refusal.bed-blocked":
    "{bed} is out of service: {reason}{open, select, yes {} other {, until {until}}}.",
  "refusal.bed-held": "{bed} is held until {expiresAt}.",
  "refusal.bed-not-in-service": "{bed} is not in service on {night}.",
  "refusal.bed-given-twice": "{bed} was chosen for two people.",
  "refusal.room-of-another-household":
    "Room {room} belongs to the household of {calledName} on {night}.",
  "refusal.house-closed": "{codeName} is closed on {night}.",
  "refusal.person-elsewhere": "{calledName} already has a bed on {night}.",
  "refusal.person-without-bed": "{calledName} has no bed yet.",
  "refusal.in-the-future": "{date} is still to come. Tonight is {tonight}.",
  "refusal.before-arrival": "{date} is before the arrival on {arrivedOn}.",
  "refusal.moved-since": "There was another move on {movedOn}, after {date}.",
  "refusal.departed": "The stay ended on {on}.",
  "refusal.still-here": "{calledName} is still here.",
  "refusal.end-past-maximum":
    "{plannedEnd} is past the longest stay of this house, {maximum}. It takes an extension with a reason.",
  "refusal.end-before-start": "{to} is before {from}.",
  "refusal.policy.women_only":
    "This house takes women only. A manager can decide otherwise, with a reason.",
  "refusal.policy.boys_max_age":
    "This house takes sons up to {limit} years. A manager can decide otherwise, with a reason.",
  "refusal.policy.unaccompanied_minor":
    "A minor would be alone here. A manager can decide otherwise, with a reason.",
  "refusal.policy.max_children":
    "This house takes up to {limit} children. A manager can decide otherwise, with a reason.",
  "refusal.room-in-use": "Someone is in room {room}.",
  "refusal.bed-in-use": "Someone is in {bed}.",
  "refusal.bed-not-mobile": "{bed} cannot be moved.",
  "refusal.label-twice": "The label {label} is used twice.",
  "refusal.hold-ended.expired": "The hold has run out.",
  "refusal.hold-ended.cancelled": "The hold was released.",
  "refusal.hold-ended.admitted": "The hold has already become a stay.",
  "refusal.nothing-to-do": "There is nothing to change.",
  "refusal.changed-since.arrival": "Something else has happened to this stay since the arrival.",
  "refusal.changed-since.move": "Something else has happened since the move.",
  "refusal.changed-since.departure": "The beds have been given since the departure.",
  "refusal.changed-since.block": "The block has been changed since.",
  "refusal.changed-since.hold": "The hold has been changed since.",
  "refusal.changed-since.handover":
    "It has been read, or something builds on it. Write a sheet that adds to it.",
  "refusal.not-found": "It is not there any more.",
  "refusal.already-there": "It is already there.",
  "refusal.not-well-formed": "Something in it cannot be kept as it is written.",
  "refusal.still-reading":
    "This device is still reading {what}. Nothing is lost; try again in a moment.",
  "refusal.no-right": "Your keys do not allow this: {what}.",
  "refusal.changed-meanwhile": "Someone else changed the same thing first.",
  "blockReason.repair": "repair",
  "blockReason.cleaning": "cleaning",
  "blockReason.pest": "pest control",
  "blockReason.infection_control": "infection control",
  "blockReason.safety_hold": "kept empty for safety",
  "blockReason.staff_use": "used by staff",
  "blockReason.renovation": "renovation",
  "blockReason.other": "another reason",
} as const;
